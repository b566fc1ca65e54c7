from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ingest.nlp.pairing import Limits, Sight, choose, compare, entity_vectors, looks_of, marked, nearest
from ingest.nlp.reader.runtime import Floats, Ints, Window

mentions = st.lists(st.lists(st.integers(0, 200), min_size=1, max_size=5), min_size=2, max_size=8)


@given(mentions)
def test_nearest_mentions(starts: list[list[int]]) -> None:
    gaps = nearest([[(start, start + 1) for start in one] for one in starts])
    for a, b in itertools.permutations(range(len(starts)), 2):
        assert gaps[a, b] == min(abs(x - y) for x in starts[a] for y in starts[b])


@given(mentions, st.integers(1, 10))
def test_the_nearest_pairs_are_kept(starts: list[list[int]], most: int) -> None:
    gaps = nearest([[(start, start + 1) for start in one] for one in starts])
    left, right, dropped = choose(gaps, Limits(pairs=most, gap=50))
    near = [gaps[a, b] for a, b in itertools.combinations(range(len(starts)), 2) if gaps[a, b] <= 50]
    assert len(left) + dropped == len(near)
    assert bool((left < right).all())
    assert sorted(gaps[left, right].tolist()) == sorted(near)[:most]


def test_an_entity_is_the_log_sum_exp_of_its_mentions() -> None:
    tokens = np.asarray(np.arange(12).reshape(6, 2) / 4, np.float32)
    vectors = entity_vectors(tokens, [[(0, 2), (4, 5)], [(3, 4)]])
    assert np.allclose(vectors[0], np.log(np.exp(tokens[0:2].mean(0)) + np.exp(tokens[4])))
    assert np.allclose(vectors[1], tokens[3])


def test_only_mentions_that_lie_in_a_window_whole_look() -> None:
    window = Window(10, 20, np.zeros((12, 4), np.float32))
    (one,) = marked([window], [[(8, 11), (12, 14)], [(30, 31)], [(19, 21)]], [0, 0, 1], 48)
    assert one.slot.tolist() == [0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 3, 0]
    assert one.kind.tolist() == [0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 2, 0]
    assert one.chosen.tolist() == [[0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]]


def test_common_looks_sum_to_one_or_nothing() -> None:
    looks = np.zeros((3, 2, 4), np.float32)
    looks[0, :, 1], looks[1, :, 1], looks[1, :, 2], looks[2, :, 3] = 0.5, 0.2, 0.8, 1.0
    zeros = np.zeros((4, 5), np.float32)
    sight = Sight(0, zeros, zeros[:3], looks, [[(0, 1)]] * 3, np.arange(3))
    common = sight.common(np.array([0, 0]), np.array([1, 2]))
    assert np.allclose(common, [[0, 1, 0, 0], [0, 0, 0, 0]])


class Echo:
    """A runtime whose only relation is as probable as the subject's first number says."""

    def pairs(
        self, subject: Floats, object_: Floats, context: Floats, types: Ints, distance: Ints
    ) -> tuple[Floats, Floats]:
        return subject[:, :1], subject


def seen(start: int, values: list[float], places: list[int]) -> Sight:
    vectors = np.asarray([[value, 0.0] for value in values], np.float32)
    looks = np.full((len(values), 1, 3), 1 / 3, np.float32)
    return Sight(start, np.zeros((3, 2), np.float32), vectors, looks, [[(0, 1)] for _ in values], np.array(places))


def test_a_relation_is_as_sure_as_in_the_sight_that_shows_it_best() -> None:
    sights = [seen(0, [0.1, 0.5, 0.3], [0, 1, 2]), seen(4, [0.9, 0.2], [0, 2])]
    scores, dropped = compare(Echo(), sights, np.zeros(3, np.int64), Limits())  # type: ignore[arg-type]
    assert scores is not None
    assert dropped == 0
    best = {(int(a), int(b)): float(value) for (a, b), value in zip(scores.ends, scores.best[:, 0], strict=True)}
    assert {ends: round(value, 3) for ends, value in best.items()} == {
        (0, 1): 0.1, (0, 2): 0.9, (1, 2): 0.5, (1, 0): 0.5, (2, 0): 0.3, (2, 1): 0.3,
    }  # fmt: skip
    row = int(scores.rows[scores.ends.tolist().index([0, 2]), 0])
    assert int(scores.sights[row]) == 1
    assert np.allclose(looks_of(sights, scores, [row], 8), [0, 0, 0, 0, 1 / 3, 1 / 3, 1 / 3, 0])
