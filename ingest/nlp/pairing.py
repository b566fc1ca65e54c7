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
    """What the upper layers saw of a stretch of text, N pieces from `start` on, and of the entities named in it."""

    start: int
    tokens: Floats
    """(N, H)"""
    entities: Floats
    """(E, H)"""
    looks: Floats
    """(E, A, N)"""
    mentions: list[list[Span]]
    """Of each entity, counted from `start`."""
    places: Ints
    """(E) which entities of the text these are."""

    def common(self, left: Ints, right: Ints) -> Floats:
        """Where both ends of each pair look (U, N), summing to one (to nothing where they never look at one place)."""
        both = np.einsum("uan,uan->un", self.looks[left], self.looks[right])
        return np.asarray(both / (both.sum(1, keepdims=True) + 1e-10), np.float32)


@dataclass(frozen=True, slots=True)
class Scores:
    """Ordered pairs of entities of a text: ends (P, 2), the best probability of each relation in any sight
    (P, relations), and the row of `features` (F, …) that holds the pair as that sight saw it (P, relations).

    `sights` (F) and `local` (F, 2) say for each row of the features which sight it is of, and which ends there.
    """

    ends: Ints
    best: Floats
    rows: Ints
    features: Floats
    sights: Ints
    local: Ints


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


def whole(
    runtime: Runtime,
    windows: Sequence[Window],
    read: Sequence[tuple[Floats, Floats]],
    mentions: Sequence[Sequence[Span]],
    count: int,
) -> Sight:
    """Put together what `Runtime.upper` gave for the windows of a text of `count` pieces."""
    parts = [(window.start, window.end, vectors) for window, (vectors, _) in zip(windows, read, strict=True)]
    tokens = runtime.top(join(parts, count))
    looks = np.zeros((len(mentions), read[0][1].shape[1], count), np.float32)
    weight = np.zeros(len(mentions), np.float32)
    for window, (_, seen) in zip(windows, read, strict=True):
        for line, (entity, spans) in enumerate(_inside(window, mentions)):
            looks[entity, :, window.start : window.end] += seen[line, :, 1 : window.end - window.start + 1]
            weight[entity] += len(spans)
    looks /= np.maximum(weight, 1)[:, None, None]
    own = [list(spans) for spans in mentions]
    return Sight(0, tokens, entity_vectors(tokens, own), looks, own, np.arange(len(own)))


def alone(
    runtime: Runtime, window: Window, read: tuple[Floats, Floats], mentions: Sequence[Sequence[Span]]
) -> Sight | None:
    """One window by itself, as if it were a text; None where fewer than two entities lie in it."""
    inside = _inside(window, mentions)
    if len(inside) < 2:
        return None
    size = window.end - window.start
    tokens = runtime.top(read[0][1 : size + 1])
    own = [[(start - window.start, end - window.start) for start, end in spans] for _, spans in inside]
    weight = np.array([len(spans) for spans in own], np.float32)
    looks = read[1][:, :, 1 : size + 1] / weight[:, None, None]
    places = np.array([entity for entity, _ in inside], np.int64)
    return Sight(window.start, tokens, entity_vectors(tokens, own), looks, own, places)


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


def compare(runtime: Runtime, sights: Sequence[Sight], types: Ints, limits: Limits) -> tuple[Scores | None, int]:
    """The pairs of the first sight, which is that of the whole text, scored in every sight; and how many were left out.

    In a long text the mentions of many pages blur in one vector, so each window is looked at by itself as well.
    """
    parts = []
    dropped = 0
    for sight in sights:
        gaps = nearest(sight.mentions)
        left, right, out = choose(gaps, limits)
        parts.append(score(runtime, sight, types[sight.places], gaps, left, right) if len(left) else None)
        dropped = dropped or out
    if parts[0] is None:
        return None, dropped
    ends, best, _ = parts[0]
    best, rows = best.copy(), np.repeat(np.arange(len(ends))[:, None], best.shape[1], 1)
    place = {(int(a), int(b)): row for row, (a, b) in enumerate(ends)}
    kept = [part for part in parts if part is not None]
    reached = len(ends)
    for sight, part in zip(sights[1:], parts[1:], strict=True):
        if part is None:
            continue
        for row, (a, b) in enumerate(sight.places[part[0]].tolist()):
            at = place.get((a, b))
            if at is not None:
                better = part[1][row] > best[at]
                best[at, better], rows[at, better] = part[1][row, better], reached + row
        reached += len(part[0])
    which = np.concatenate([np.full(len(part[0]), at) for at, part in enumerate(parts) if part is not None])
    features, local = (np.concatenate([part[at] for part in kept]) for at in (2, 0))
    return Scores(ends, best, rows, features, which, local), dropped


def looks_of(sights: Sequence[Sight], scores: Scores, rows: Sequence[int], count: int) -> Floats:
    """Where the pairs of some rows of the features look, over the whole text (rows, `count`)."""
    out = np.zeros((len(rows), count), np.float32)
    for line, row in enumerate(rows):
        sight = sights[int(scores.sights[row])]
        here = sight.common(scores.local[row : row + 1, 0], scores.local[row : row + 1, 1])[0]
        out[line, sight.start : sight.start + len(here)] = here
    return out


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


def _inside(window: Window, mentions: Sequence[Sequence[Span]]) -> list[tuple[int, list[Span]]]:
    """(entity, its mentions that lie in the window whole), in the order of the lines of `Marked.chosen`."""
    inside = [
        (entity, [(start, end) for start, end in spans if window.start <= start and end <= window.end])
        for entity, spans in enumerate(mentions)
    ]
    return [(entity, spans) for entity, spans in inside if spans]
