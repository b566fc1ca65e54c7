"""Which pairs of entities are compared, and what the model sees of each: the arithmetic between the two ONNX graphs.

Shapes: N pieces, H width, A attention heads, E entities, U unordered pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.nlp.reader.runtime import Floats, Ints, Marked, Runtime, Window, join

Span = tuple[int, int]
FAR = 7
"""The last step of the scale of distances, each step a doubling."""
CELLS = 4_000_000
"""Numbers that a block of pairs may hold at once."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds the work for one text."""

    pairs: int = 3_000
    """Unordered pairs, the nearest ones first."""
    gap: int = 510
    """Pieces between the nearest mentions of two entities beyond which nothing ties them."""
    looks: int = 50_000_000
    """Numbers in the table of what entities look at; of too many entities the most often named ones stay."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the upper layers saw of a text."""

    tokens: Floats
    """(N, H)"""
    entities: Floats
    """(E, H)"""
    looks: Floats
    """(E, A, N)"""

    def common(self, left: Ints, right: Ints) -> Floats:
        """Where both ends of each pair look (U, N), summing to one (to nothing where they never look at one place)."""
        both = np.einsum("uan,uan->un", self.looks[left], self.looks[right])
        return np.asarray(both / (both.sum(1, keepdims=True) + 1e-10), np.float32)


def marked(
    windows: Sequence[Window], mentions: Sequence[Sequence[Span]], types: Sequence[int], slots: int
) -> list[Marked]:
    """The windows with the pieces of each entity marked; `chosen` has a line for each entity (most are empty)."""
    out = []
    for window in windows:
        size = window.end - window.start + 2
        slot, kind = np.zeros(size, np.int64), np.zeros(size, np.int64)
        lines: list[npt.NDArray[np.float32]] = []
        for entity, spans in enumerate(mentions):
            line = np.zeros(size, np.float32)
            for start, end in spans:
                if start < window.end and end > window.start:
                    here = slice(max(start, window.start) - window.start + 1, min(end, window.end) - window.start + 1)
                    slot[here], kind[here] = entity % slots + 1, types[entity] + 1
                    if window.start <= start and end <= window.end:
                        line[here.start] += 1
            if line.any():
                lines.append(line)
        chosen = np.stack(lines) if lines else np.zeros((0, size), np.float32)
        out.append(Marked(window.vectors, slot, kind, chosen))
    return out


def sight(
    runtime: Runtime,
    windows: Sequence[Window],
    read: Sequence[tuple[Floats, Floats]],
    mentions: Sequence[Sequence[Span]],
    count: int,
) -> Sight:
    """Put together what `Runtime.upper` gave for the windows of a text of `count` pieces."""
    parts = [(window.start, window.end, vectors) for window, (vectors, _) in zip(windows, read, strict=True)]
    tokens = runtime.top(join(parts, count))
    heads = read[0][1].shape[1]
    looks = np.zeros((len(mentions), heads, count), np.float32)
    weight = np.zeros(len(mentions), np.float32)
    for window, (_, seen) in zip(windows, read, strict=True):
        here = _inside(window, mentions)
        for line, (entity, times) in enumerate(here):
            looks[entity, :, window.start : window.end] += seen[line, :, 1 : window.end - window.start + 1]
            weight[entity] += times
    looks /= np.maximum(weight, 1)[:, None, None]
    return Sight(tokens, entity_vectors(tokens, mentions), looks)


def entity_vectors(tokens: Floats, mentions: Sequence[Sequence[Span]]) -> Floats:
    """(N, H) → (E, H): the log-sum-exp over an entity's mentions, each the average of its pieces."""
    vectors = np.zeros((len(mentions), tokens.shape[1]), np.float32)
    for entity, spans in enumerate(mentions):
        each = np.stack([tokens[start:end].mean(0) for start, end in spans])
        most = each.max(0)
        vectors[entity] = most + np.log(np.exp(each - most).sum(0))
    return vectors


def nearest(mentions: Sequence[Sequence[Span]]) -> Ints:
    """Pieces between the nearest mentions of each two entities (E, E), from first piece to first piece."""
    starts = [np.array([start for start, _ in spans], np.int64) for spans in mentions]
    every, owners = np.concatenate(starts), np.cumsum([0, *(len(one) for one in starts)])[:-1]
    table = np.zeros((len(mentions), len(mentions)), np.int64)
    for entity, mine in enumerate(starts):
        ordered = np.sort(mine)
        after = np.searchsorted(ordered, every)
        gap = np.minimum(
            np.abs(every - ordered[np.minimum(after, len(ordered) - 1)]),
            np.abs(every - ordered[np.maximum(after - 1, 0)]),
        )
        table[entity] = np.minimum.reduceat(gap, owners)
    return table


def choose(gaps: Ints, limits: Limits) -> tuple[Ints, Ints, int]:
    """Both ends of the unordered pairs to compare, the earlier entity first, and how many near ones were left out."""
    left, right = np.triu_indices(len(gaps), 1)
    near = gaps[left, right] <= limits.gap
    left, right = left[near], right[near]
    dropped = max(0, len(left) - limits.pairs)
    if dropped:
        order = np.sort(np.argsort(gaps[left, right], kind="stable")[: limits.pairs])
        left, right = left[order], right[order]
    return left, right, dropped


def score(
    runtime: Runtime, seen: Sight, types: Ints, gaps: Ints, left: Ints, right: Ints
) -> tuple[Ints, Floats, Floats]:
    """Both orders of the given pairs: ends (2U, 2), probabilities of relations (2U, relations), features."""
    size = max(1, CELLS // max(1, seen.looks.shape[1] * seen.looks.shape[2]))
    ends, scores, features = [], [], []
    for at in range(0, len(left), min(size, 256)):
        block = slice(at, at + min(size, 256))
        a, b = left[block], right[block]
        context = seen.common(a, b) @ seen.tokens
        pairs = np.concatenate([np.stack([a, b], 1), np.stack([b, a], 1)])
        steps = np.minimum(FAR, np.log2(1 + gaps[pairs[:, 0], pairs[:, 1]]).astype(np.int64))
        subject, object_ = seen.entities[pairs[:, 0]], seen.entities[pairs[:, 1]]
        found, kept = runtime.pairs(subject, object_, np.concatenate([context, context]), types[pairs], steps)
        ends.append(pairs)
        scores.append(found)
        features.append(kept)
    return np.concatenate(ends), np.concatenate(scores), np.concatenate(features)


def _inside(window: Window, mentions: Sequence[Sequence[Span]]) -> list[tuple[int, int]]:
    """(entity, its mentions that lie in the window whole), in the order of the lines of `Marked.chosen`."""
    counts = [
        (entity, sum(window.start <= start and end <= window.end for start, end in spans))
        for entity, spans in enumerate(mentions)
    ]
    return [(entity, times) for entity, times in counts if times]
