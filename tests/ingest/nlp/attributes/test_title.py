from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.nlp.attributes.text import plain
from ingest.nlp.attributes.title import role, titles
from schemas.model import Role

FOUND = [
    ("en", "its chief executive", "chief executive"),
    ("en", "the co-founder and CEO", "CEO"),
    ("en", "vice president of public policy", "vice president of public policy"),
    ("en", "the head of Asia", "head of Asia"),
    ("en", "two interim co-CEOs", "interim co-CEO"),
    ("en", "a senior research engineer", "senior research engineer"),
    ("en", "a former finance director", "finance director"),
    ("fr", "la directrice financière", "directrice financière"),
    ("fr", "le PDG par intérim", "PDG par intérim"),
    ("fr", "le directeur des affaires publiques", "directeur des affaires publiques"),
    ("fr", "l’ex-directrice de la recherche", "directrice de la recherche"),
    ("fr", "un ancien vice-président", "vice-président"),
    ("fr", "la présidente du conseil d’administration", "présidente du conseil d'administration"),
]
ROLES = [
    ("en", "chief executive", Role.EXECUTIVE),
    ("en", "managing director", Role.EXECUTIVE),
    ("en", "non-executive director", Role.BOARD),
    ("en", "chairwoman", Role.BOARD),
    ("en", "technical adviser", Role.ADVISOR),
    ("en", "research engineer", Role.EMPLOYEE),
    ("en", "finance minister", Role.OFFICIAL),
    ("fr", "directrice générale", Role.EXECUTIVE),
    ("fr", "administratrice", Role.BOARD),
    ("fr", "conseiller scientifique", Role.ADVISOR),
    ("fr", "avocate", Role.EMPLOYEE),
    ("fr", "ministre du Numérique", Role.OFFICIAL),
    ("en", None, None),
]


@pytest.mark.parametrize(("lang", "text", "expected"), FOUND)
def test_titles(lang: str, text: str, expected: str) -> None:
    assert expected in [one.value for one in titles(plain(text), lang)]


@pytest.mark.parametrize(("lang", "text"), [("en", "the founder of the company"), ("fr", "le fondateur de la société")])
def test_founder_is_no_title(lang: str, text: str) -> None:
    assert titles(text, lang) == ()


@pytest.mark.parametrize(("lang", "title", "expected"), ROLES)
def test_role_of_a_title(lang: str, title: str | None, expected: Role | None) -> None:
    assert role(title, lang) == expected


@given(st.text(), st.sampled_from(["en", "fr"]))
def test_any_text(text: str, lang: str) -> None:
    for one in titles(plain(text), lang):
        assert 0 <= one.start < one.end <= len(text)
        assert one.value
        assert role(one.value, lang) is not None
