from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ingest.nlp.reader.runtime import join
from ingest.nlp.windows import PIECES, STRIDE, windows


@given(st.integers(0, 5_000))
def test_windows_cover_every_piece_in_order(count: int) -> None:
    cuts = windows(count)
    assert cuts[0][0] == 0
    assert cuts[-1][1] == count
    assert all(0 <= end - start <= PIECES for start, end in cuts)
    assert all(after[0] - before[0] == STRIDE for before, after in itertools.pairwise(cuts))
    assert {at for start, end in cuts for at in range(start, end)} == set(range(count))


@given(st.integers(1, 60), st.integers(4, 12), st.integers(1, 4))
def test_vectors_are_averaged_where_windows_overlap(count: int, pieces: int, stride: int) -> None:
    cuts = windows(count, pieces=pieces, stride=stride)
    dice = np.random.default_rng(count)
    parts = [(start, end, dice.normal(size=(end - start + 2, 3)).astype(np.float32)) for start, end in cuts]
    whole = join(parts, count)
    for at in range(count):
        seen = [vectors[at - start + 1] for start, end, vectors in parts if start <= at < end]
        assert np.allclose(whole[at], np.mean(seen, axis=0), atol=1e-5)
