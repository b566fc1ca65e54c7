"""Near copies are found whatever the order; likeness by chance is none."""

from __future__ import annotations

import random

import pytest

from ingest.duplicates import LEAST, jaccard, near_copies, shingles, sketch

WORDS = [f"word{number}" for number in range(5_000)]


def text(seed: int, *, words: int = 300) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def edited(original: str, seed: int, *, share: float) -> str:
    dice = random.Random(seed)
    return " ".join("other" if dice.random() < share else word for word in original.split())


def test_edited_copies_are_found_and_strangers_are_not() -> None:
    found = 0
    for seed in range(30):
        one, copy, stranger = (
            sketch("a", text(seed)),
            sketch("b", edited(text(seed), seed, share=0.05)),
            sketch("c", text(99 + seed)),
        )
        assert jaccard(one.shingles, copy.shingles) >= 0.5
        assert near_copies([stranger], [one, copy]) == [()]
        found += near_copies([copy], [one]) == [("a",)]
    assert found == 30


def test_a_rewritten_text_is_no_copy() -> None:
    assert near_copies([sketch("b", edited(text(1), 1, share=0.3))], [sketch("a", text(1))]) == [()]


def test_case_and_punctuation_do_not_matter() -> None:
    plain = text(1)
    assert near_copies([sketch("b", plain.upper().replace(" ", ", ")), sketch("c", plain)], []) == [(), ("b",)]


def test_batches_change_nothing() -> None:
    copies = [sketch(str(seed), edited(text(1), seed, share=0.02)) for seed in range(6)]
    whole = near_copies(copies, [])
    halves = near_copies(copies[:3], []) + near_copies(copies[3:], copies[:3])
    assert whole == halves
    assert whole[5] == ("0", "1", "2", "3", "4")


def test_an_article_is_no_copy_of_itself() -> None:
    assert near_copies([sketch("a", text(1))], [sketch("a", text(1))]) == [()]


@pytest.mark.parametrize(("words", "has"), [(LEAST + 1, False), (LEAST + 2, True)])
def test_short_texts_have_no_bands(words: int, has: bool) -> None:
    one = sketch("a", text(1, words=words))
    assert bool(one.bands) is has
    assert all(0 <= band < 1 << 63 for band in one.bands)
    assert len(set(one.bands)) == len(one.bands)


def test_bands_stay_the_same_from_version_to_version() -> None:
    """A store holds them: if this fails, near copies of what is stored are no longer found."""
    assert sketch("a", text(1)).bands[:2] == BANDS


def test_no_words() -> None:
    assert shingles("") == shingles("two words") == frozenset()
    assert jaccard(frozenset(), frozenset()) == 0.0


BANDS = (1005138349279508296, 1032954139226416081)
