"""Who is next to whom by the links that count: a graph under a filter, looked at many entities at a time."""

from __future__ import annotations

import numpy as np

from cypher.columns import MODALITIES, POINTS, STATUSES, Bools, Ints
from cypher.graph import Graph
from schemas.model import Link, LinkFilter, Modality, Status
from schemas.ontology import relations

SHIFT = np.int64(1) << 31
"""The best link of a pair as one number, its worth: confidence in POINTS × SHIFT + origins."""


class Steps:
    """The graph under a filter: who is next to whom by links that count."""

    def __init__(self, graph: Graph, filter: LinkFilter) -> None:
        self.graph = graph
        self._filter = filter
        self._codes = np.array(
            [_stands(status, modality, filter) for status in STATUSES for modality in MODALITIES], dtype=np.bool_
        )
        names = filter.relations
        self._relations = None if names is None else np.array([one in names for one in relations()], dtype=np.bool_)
        self._points = int(np.ceil(round(filter.min_confidence * POINTS, 6)))

    def passes(self, links: Ints) -> Bools:
        """Which of the links count (see `cypher.links.counts` and `cypher.overlap.can_hold`)."""
        of, filter = self.graph.columns, self._filter
        good = self._codes[of.code[links]]
        if self._relations is not None:
            good &= self._relations[of.relation[links]]
        if self._points > 0:
            good &= of.confidence[links] >= self._points
        if filter.min_origins > 0:
            good &= (of.origins[links] >= filter.min_origins) | (of.claims[links] == 0)  # background facts have none
        if filter.as_of is not None:
            day = filter.as_of.toordinal()
            good &= (of.since_lo[links] <= day) & (day <= of.until_hi[links])
        return good

    def out(self, nodes: Ints) -> tuple[Ints, Ints, Ints]:
        """(place in `nodes`, neighbour, best link as one number) for each neighbour of each node, neighbours once."""
        graph = self.graph
        first = graph.start[nodes]
        size = graph.start[nodes + 1] - first
        before = np.cumsum(size) - size
        at = np.arange(int(size.sum())) + np.repeat(first - before, size)
        via = graph.via[at]
        good = self.passes(via)
        at, via = at[good], via[good]
        row, near = np.repeat(np.arange(len(nodes)), size)[good], graph.near[at]
        if not len(near):
            return row, near, np.zeros(0, dtype=np.int64)
        worth = graph.columns.confidence[via] * SHIFT + graph.columns.origins[via]
        fresh = np.flatnonzero(np.concatenate([[True], (row[1:] != row[:-1]) | (near[1:] != near[:-1])]))
        return row[fresh], near[fresh], np.maximum.reduceat(worth, fresh)

    def neighbours(self, nodes: Ints) -> Ints:
        """How many neighbours each of these has."""
        return np.bincount(self.out(nodes)[0], minlength=len(nodes))

    def between(self, one: int, other: int) -> list[Link]:
        """The links between two neighbours that count, best first."""
        graph = self.graph
        size = graph.start[[one + 1, other + 1]] - graph.start[[one, other]]
        here, there = (one, other) if size[0] <= size[1] else (other, one)
        row = slice(int(graph.start[here]), int(graph.start[here + 1]))
        via = graph.via[row][graph.near[row] == there]
        links = [graph.link(int(place)) for place in via[self.passes(via)]]
        return sorted(
            links, key=lambda link: (-link.confidence, -link.origins, link.relation, link.subject.name, link.subject.id)
        )


def _stands(status: Status, modality: Modality, filter: LinkFilter) -> bool:
    if filter.statuses is not None and status not in filter.statuses:
        return False
    if status is Status.ABANDONED or (status is Status.PLANNED and not filter.planned):
        return False
    return modality is Modality.ASSERTED or (modality is Modality.HEDGED and filter.hedged)
