from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ingest.nlp.quotes import locate, per_sentence

SENTENCES = [(0, 10), (11, 20), (21, 30)]


def test_a_sentence_that_names_both_wins_over_a_heavier_one() -> None:
    assert locate([0.3, 0.2, 0.5], SENTENCES, [(12, 14)], [(15, 17), (22, 24)]) == ((11, 20), True)


def test_the_sentence_beside_brings_the_missing_name() -> None:
    assert locate([0.1, 0.8, 0.1], SENTENCES, [(1, 3)], [(12, 14)]) == ((0, 20), False)


def test_a_name_far_away_is_not_fetched() -> None:
    assert locate([0.0, 0.0, 1.0], SENTENCES, [(1, 3)], [(22, 24)]) == ((21, 30), False)


@given(
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
    st.lists(st.integers(0, 29), min_size=1),
    st.lists(st.integers(0, 29), min_size=1),
)
def test_quotes_are_whole_sentences(weights: list[float], left: list[int], right: list[int]) -> None:
    (start, end), whole = locate(weights, SENTENCES, [(at, at + 1) for at in left], [(at, at + 1) for at in right])
    first = [one[0] for one in SENTENCES].index(start)
    last = [one[1] for one in SENTENCES].index(end)
    assert 0 <= last - first <= 1
    assert not (whole and first != last)


def test_weights_of_pieces_are_summed_by_sentence() -> None:
    looks = np.array([[0.1, 0.2, 0.3, 0.4], [1, 0, 0, 0]], np.float32)
    sums = per_sentence(looks, np.array([0, 9, 11, 25]), SENTENCES)
    assert np.allclose(sums, np.array([[0.3, 0.3, 0.4], [1.0, 0.0, 0.0]]))
