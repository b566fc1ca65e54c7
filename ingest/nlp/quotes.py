"""The sentence that a claim rests on."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import numpy as np

from ingest.nlp.reader.runtime import Floats, Ints

Span = tuple[int, int]
BOTH, ONE = 4.0, 1.5
"""How much more a sentence weighs that names both ends, or one: it can be checked without reading on."""


def locate(
    weights: Sequence[float] | Floats, sentences: Sequence[Span], left: Sequence[Span], right: Sequence[Span]
) -> tuple[Span, bool]:
    """One or two whole sentences next to each other, and whether a single one names both ends.

    `weights`: how much the pair looks at each sentence; `left`, `right`: the mentions of both ends. All in characters.
    """
    named = [_sentences_of(mentions, sentences) for mentions in (left, right)]
    factors = [
        BOTH if at in named[0] and at in named[1] else ONE if at in named[0] | named[1] else 1.0
        for at in range(len(sentences))
    ]
    best = max(range(len(sentences)), key=lambda at: weights[at] * factors[at])
    if best in named[0] and best in named[1]:
        return sentences[best], True
    missing = [ends for ends in named if best not in ends]
    beside = [at for at in (best - 1, best + 1) if 0 <= at < len(sentences) and any(at in ends for ends in missing)]
    if not beside:
        return sentences[best], False
    other = max(beside, key=lambda at: (sum(at in ends for ends in missing), weights[at]))
    return (sentences[min(best, other)][0], sentences[max(best, other)][1]), False


def per_sentence(looks: Floats, starts: Ints, sentences: Sequence[Span]) -> Floats:
    """Weights of pieces (K, N) that begin at `starts` (N), summed over the sentences they lie in (K, sentences)."""
    firsts = np.array([start for start, _ in sentences], np.int64)
    owner = np.maximum(np.searchsorted(firsts, starts, side="right") - 1, 0)
    sums = [np.bincount(owner, weights=line, minlength=len(sentences)) for line in looks]
    return np.asarray(sums, np.float32).reshape(len(looks), len(sentences))


def _sentences_of(mentions: Sequence[Span], sentences: Sequence[Span]) -> set[int]:
    firsts = [start for start, _ in sentences]
    return {max(0, bisect.bisect_right(firsts, start) - 1) for start, _ in mentions}
