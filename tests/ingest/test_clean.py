"""What is stored is clean, and what was changed beyond white space is noted."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import clean
from ingest.sources.base import Refused


def test_white_space_and_invisible_signs() -> None:
    done = clean.clean(
        " Meta\u00a0and\n Scale ", "\ufeffScale\u00ad AI,\t\u200bfounded\r\n\r\n by Wang\u2028 and\u202fGuo \n"
    )
    assert done.title == "Meta and Scale"
    assert done.text == "Scale AI, founded\nby Wang\nand Guo"
    assert done.notes == ()


def test_accents_are_composed() -> None:
    assert clean.clean("", unicodedata.normalize("NFD", "Société Générale")).text == "Société Générale"


def test_direction_marks_cannot_turn_a_name_round() -> None:
    assert clean.words("Me\u202eta") == "Meta"


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Meta's other deals",
        "Lire aussi : Meta recrute encore",
        "Abonnez-vous pour lire la suite",
        "Subscribe to our newsletter",
        "Advertisement",
        "PUBLICITÉ",
        "Share",
        "© 2025 The Example. All rights reserved.",
        "Tous droits réservés",
        "Crédit photo : Agence",
    ],
)
def test_lines_around_the_story_go_and_are_counted(line: str) -> None:
    done = clean.clean("", f"Meta buys a stake.\n{line}\nScale AI gains a shareholder.")
    assert done.text == "Meta buys a stake.\nScale AI gains a shareholder."
    assert done.notes == ("1 lines around the story left out",)
    assert line in clean.clean("", f"Meta buys.\n{line}", boilerplate=False).text


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell after Meta said that it would buy a stake.",
        "Meta will share this article of faith with its shareholders.",
        "Copyrighted books were used, the publishers say.",
        "Subscribers of the newsletter rose, the company said.",
        "Advertisement is what Meta lives on.",
    ],
)
def test_lines_of_the_story_stay(line: str) -> None:
    assert clean.clean("", line).text == line


@pytest.mark.parametrize("text", ["", " \n\t", "…", "--- *** ---", "Share\nAdvertisement"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="no text"):
        clean.clean("Title", text)


def test_broken_characters_are_replaced_and_noted_unless_they_are_many() -> None:
    done = clean.clean("", "Meta \ud83d buys\x00 a stake in Scale AI, " + "as was said before. " * 10)
    assert done.text.startswith("Meta \ufffd buys a stake")
    assert done.notes == ("2 broken or control characters replaced or removed",)
    with pytest.raises(Refused, match="binary or broken text"):
        clean.clean("", "\x01\x02\x03\x04 a few letters")


def test_a_text_that_no_article_has_the_length_of_is_refused() -> None:
    with pytest.raises(Refused, match="too long: 300,001 characters"):
        clean.clean("", "a" * (clean.MAX_CHARACTERS + 1))
    assert len(clean.clean("", "a" * clean.MAX_CHARACTERS).text) == clean.MAX_CHARACTERS


@given(st.text(), st.text(min_size=1))
def test_cleaning_again_changes_nothing(title: str, text: str) -> None:
    try:
        once = clean.clean(title, text)
    except Refused:
        return
    twice = clean.clean(once.title, once.text)
    assert (twice.title, twice.text) == (once.title, once.text)
    once.text.encode("utf-8")
    assert "\n" not in once.title
