"""Folding of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.model import EntityType
from schemas.names import entity_id, fold


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("L’Oréal S.A.", "oreal"),
        ("l'Oréal", "oreal"),
        ("Scale AI's", "scale ai"),
        ("Scale AI, Inc.", "scale ai"),
        ("The New York Times Company", "new york times"),
        ("Ørsted", "orsted"),
        ("Œuvre & Co", "oeuvre"),
        ("AT&T Inc.", "at&t"),
        ("Disney+", "disney+"),
        ("C3.ai", "c3 ai"),
        ("阿里巴巴", "阿里巴巴"),
        ("H", "h"),
        ("S.A.", "sa"),
        ("!!!", "!!!"),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_names_that_stay_two() -> None:
    assert fold("Orange") != fold("Orange Bank")
    assert fold("SoftBank") != fold("SoftBank Group")
    assert entity_id(EntityType.PERSON, "Morgan Stanley") != entity_id(EntityType.ORGANIZATION, "Morgan Stanley")


@given(st.text(min_size=1).filter(str.strip))
def test_never_empty_whatever_surrounds_it(name: str) -> None:
    assert fold(name)
    assert fold(f"  {name}\n") == fold(name)
