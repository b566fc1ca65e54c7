"""Pronouns and descriptions under a name in their place."""

from __future__ import annotations

import pytest

from ingest.nlp.given import GivenPair
from ingest.nlp.stand_in import is_name, with_names
from schemas.model import EntityType


def pair(text: str, a: str, b: str, *, a_type: EntityType = EntityType.ORGANIZATION) -> GivenPair:
    first, second = ((text.index(one), text.index(one) + len(one)) for one in (a, b))
    return GivenPair(text, first, second, a_type=a_type)


@pytest.mark.parametrize(
    ("text", "a", "b", "expected"),
    [
        ("It was bought by Acme.", "It", "Acme", "[Belvane] was bought by [Acme]."),
        ("Acme bought it.", "Acme", "it.", "[Acme] bought [Belvane]"),
        ("Acme and its owner, the fund, met.", "the fund", "its", "Acme and [Kelbrun]’s owner, [Belvane], met."),
        ("the company's rival Acme", "the company's", "Acme", "[Belvane]'s rival [Acme]"),
        ("Selon Acme, l'entreprise achète.", "l'entreprise", "Acme", "Selon [Acme], [Belvane] achète."),
        ("The Company sued Acme.", "The Company", "Acme", "[Belvane] sued [Acme]."),
        ("Belvane sued the firm.", "Belvane", "the firm", "[Belvane] sued [Kelbrun]."),
        ("Acme et ses fournisseurs, Brume", "ses", "Brume", "Acme et [ses] fournisseurs, [Brume]"),
    ],
)
def test_only_what_is_no_name_is_replaced(text: str, a: str, b: str, expected: str) -> None:
    found = with_names(pair(text, a, b))
    (start, end), (other, last) = sorted((found.a, found.b))
    shown = f"{found.text[:start]}[{found.text[start:end]}]{found.text[end:other]}[{found.text[other:last]}]"
    assert shown + found.text[last:] == expected
    assert (found.a < found.b) == (text.index(a) < text.index(b))


def test_a_person_gets_the_name_of_one() -> None:
    found = with_names(pair("Acme said he had left.", "he", "Acme", a_type=EntityType.PERSON))
    assert found.text == "Acme said Marten Kolbe had left."
    assert found.text[slice(*found.a)] == "Marten Kolbe"


@pytest.mark.parametrize("words", ["Acme", "xAI", "the Bank of Ys", "3M", "U.S. Steel", "The Trade Desk"])
def test_names(words: str) -> None:
    assert is_name(words)


@pytest.mark.parametrize("words", ["It", "the startup", "The Group", "L’entreprise", "Elle", "its", "they"])
def test_no_names(words: str) -> None:
    assert not is_name(words)
