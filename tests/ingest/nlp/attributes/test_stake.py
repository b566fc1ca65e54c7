from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.nlp.attributes.stake import stakes
from ingest.nlp.attributes.text import plain

FOUND = [
    ("en", "It owns 8 per cent.", [8]),
    ("en", "a 25.1% stake", [25.1]),
    ("en", "ten percent of the shares", [10]),
    ("en", "A third belongs to the fund, a quarter to its founder.", [33.3, 25]),
    ("en", "It held 15 per cent of the one and 20 of the other.", [15, 20]),
    ("en", "Sales rose 140%.", []),
    ("en", "It owns 8 shops and 20 offices.", []),
    ("fr", "Il détient 15 % du capital.", [15]),
    ("fr", "Elle en a 0,34\u202f%.", [0.34]),
    ("fr", "dix pour cent des parts", [10]),
    ("fr", "Un tiers revient au fonds, la moitié à l’État.", [33.3, 50]),
    ("fr", "51 % pour l’un, 49 % pour l’autre", [51, 49]),
]


@pytest.mark.parametrize(("lang", "text", "expected"), FOUND)
def test_shares(lang: str, text: str, expected: list[float]) -> None:
    assert [one.value for one in stakes(plain(text), lang)] == expected


@given(st.integers(1, 1000), st.sampled_from(["{}%", "{} percent", "{} per cent"]))
def test_round_trip(tenths: int, form: str) -> None:
    assert [one.value for one in stakes(f"It owns {form.format(tenths / 10)} of it.", "en")] == [tenths / 10]


@given(st.text(), st.sampled_from(["en", "fr"]))
def test_any_text(text: str, lang: str) -> None:
    assert all(0 < one.value <= 100 for one in stakes(plain(text), lang))
