"""All simple walks of a given number of steps between two entities, in the order of their names, up to a cap.

Entities are marked step by step from both ends, the cheaper side first, until the marks meet; prefixes of walks then
grow from the start through marked entities only. A mark counts the ways on, so that a prefix whose only way on leads
back to where it came from (the leaves of a hub) is dropped before it grows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from cypher.columns import Ints
from cypher.steps import Steps

AT_MOST = 10_000
"""Walks of one number of steps that are given: the first in the order of their names."""
TOGETHER = 16_384
"""Prefixes, or walks, that are made at a time."""


@dataclass(frozen=True, slots=True)
class Walks:
    """One a row: the entities passed, by number, and the worth of the best link of each step."""

    nodes: Ints
    worth: Ints

    def __len__(self) -> int:
        return len(self.nodes)

    def part(self, rows: Ints | slice) -> Walks:
        """Some of them."""
        return Walks(self.nodes[rows], self.worth[rows])

    def grown(self, rows: Ints, nodes: Ints, worth: Ints) -> Walks:
        """Some of them, each with one more step."""
        return Walks(
            np.concatenate([self.nodes[rows], nodes[:, None]], axis=1),
            np.concatenate([self.worth[rows], worth[:, None]], axis=1),
        )


class Reach:
    """What lies between two entities. Ask for `walks` of 1, 2, 3 … steps, in that order."""

    def __init__(self, steps: Steps, start: int, end: int) -> None:
        self._steps, self._start, self._end = steps, start, end
        self._size = len(steps.graph.entities)
        # ahead[d]: entities that d steps lead to; back[r][n]: how many ways the first of r steps to the end can take
        self._ahead: list[Ints] = [np.array([start])]
        self._back: list[Ints] = [np.bincount([end], minlength=self._size)]
        _, near, worth = steps.out(np.array([end]))
        self._to_end: Ints = np.zeros(self._size, dtype=np.int64)
        self._to_end[near] = worth

    def walks(self, hops: int) -> tuple[Walks, bool]:
        """All walks of that many steps in the order of their names, and whether there are more than AT_MOST."""
        marks = self._marks(hops)
        found = [Walks(np.zeros((0, hops + 1), dtype=np.int64), np.zeros((0, hops), dtype=np.int64))]
        count = 0
        if marks is not None:
            begin = Walks(np.array([[self._start]]), np.zeros((1, 0), dtype=np.int64))
            for some in self._grow(begin, marks):
                found.append(some)
                count += len(some)
                if count > AT_MOST:
                    break
        joined = Walks(np.concatenate([one.nodes for one in found]), np.concatenate([one.worth for one in found]))
        return joined.part(slice(AT_MOST)), count > AT_MOST

    # --- marks -------------------------------------------------------------------------------------------------------

    def _marks(self, hops: int) -> Sequence[Ints] | None:
        """Per step but the last, and entity: how many ways on there are (0: none). None where nothing meets."""
        if hops == 1:
            return [(self._to_end > 0).astype(np.int64)] if self._to_end[self._start] else None
        while len(self._ahead) + len(self._back) < hops + 2:
            self._advance()
        ahead = len(self._ahead) - 1
        marks = [self._back[hops - step] for step in range(ahead, hops)]
        meeting = self._ahead[ahead][marks[0][self._ahead[ahead]] > 0]
        if not len(meeting):
            return None
        marks[0] = _only(marks[0], meeting)
        for step in range(ahead - 1, -1, -1):
            marks.insert(0, self._ways(self._ahead[step], marks[0]))
        return marks

    def _advance(self) -> None:
        """One step more from the side on which it costs less; each side goes one step before either goes two."""
        there = _nodes(self._back[-1])
        lengths = len(self._ahead), len(self._back)
        if lengths[0] == 1 or (lengths[1] > 1 and self._cost(self._ahead[-1]) <= self._cost(there)):
            self._ahead.append(_nodes(self._inner(self._counted(self._ahead[-1]))))
        else:
            self._back.append(self._inner(self._counted(there)))

    def _ways(self, nodes: Ints, marks: Ints) -> Ints:
        """Per entity among `nodes`: how many of its neighbours are marked."""
        marked = _nodes(marks)
        if self._cost(marked) < self._cost(nodes):
            return _only(self._counted(marked), nodes)
        row, near, _ = self._steps.out(nodes)
        ways = np.zeros(self._size, dtype=np.int64)
        ways[nodes] = np.bincount(row[marks[near] > 0], minlength=len(nodes))
        return ways

    def _counted(self, nodes: Ints) -> Ints:
        """Per entity: how many of `nodes` it is next to."""
        return np.bincount(self._steps.out(nodes)[1], minlength=self._size)

    def _inner(self, counts: Ints) -> Ints:
        counts[[self._start, self._end]] = 0
        return counts

    def _cost(self, nodes: Ints) -> int:
        start = self._steps.graph.start
        return int((start[nodes + 1] - start[nodes]).sum())

    # --- growth ------------------------------------------------------------------------------------------------------

    def _grow(self, prefixes: Walks, marks: Sequence[Ints]) -> Iterator[Walks]:
        """Whole walks from these prefixes, in order, some at a time."""
        step = prefixes.nodes.shape[1] - 1
        last = prefixes.nodes[:, -1]
        if step == len(marks) - 1:
            yield prefixes.grown(np.arange(len(prefixes)), np.full(len(prefixes), self._end), self._to_end[last])
            return
        for some in self._longer(prefixes, marks, step + 1):
            for first in range(0, len(some), TOGETHER):
                yield from self._grow(some.part(slice(first, first + TOGETHER)), marks)

    def _longer(self, prefixes: Walks, marks: Sequence[Ints], step: int) -> Iterator[Walks]:
        """The prefixes with one step more, in the order of their names."""
        several, which = np.unique(prefixes.nodes[:, -1], return_inverse=True)
        which = which.reshape(-1)
        row, near, worth = self._steps.out(several)
        good = marks[step][near] > 0
        row, near, worth = row[good], near[good], worth[good]
        order = np.lexsort((self._steps.graph.rank[near], row))
        near, worth = near[order], worth[order]
        size = np.bincount(row, minlength=len(several))
        first = np.cumsum(size) - size
        for rows in _parts(size[which]):
            here = which[rows]
            of = np.repeat(rows, size[here])
            at = np.arange(len(of)) + np.repeat(first[here] - (np.cumsum(size[here]) - size[here]), size[here])
            free = self._free(prefixes.nodes[of], near[at], marks, step)
            yield prefixes.grown(of[free], near[at][free], worth[at][free])

    def _free(self, before: Ints, nodes: Ints, marks: Sequence[Ints], step: int) -> Ints:
        """Which of the nodes are not on the way that led to them, and have a way on that does not go straight back."""
        free = (before != nodes[:, None]).all(axis=1)
        if step + 1 < len(marks):
            free &= marks[step][nodes] > (marks[step + 1][before[:, -1]] > 0)
        return np.flatnonzero(free)


def _nodes(counts: Ints) -> Ints:
    """Entities with a count; numpy is several times quicker at it over booleans than over numbers."""
    return np.flatnonzero(counts > 0)


def _only(counts: Ints, nodes: Ints) -> Ints:
    """The counts of these nodes, 0 for all others."""
    kept = np.zeros_like(counts)
    kept[nodes] = counts[nodes]
    return kept


def _parts(sizes: Ints) -> Iterator[Ints]:
    """Places in order, so many at a time that their sizes add up to TOGETHER at most, or one of a larger size."""
    total = np.cumsum(sizes)
    begin = 0
    while begin < len(sizes):
        done = int(total[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(total, done + TOGETHER, side="right")))
        yield np.arange(begin, end)
        begin = end
