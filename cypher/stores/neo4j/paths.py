"""Paths between two entities: RULES, "Paths". The server searches, from both ends and under the filter; we rank.

Hop count by hop count: levels of entities grow from the ends, the cheaper side first, until two hops lie between them;
the server finds what is next to both, so that a hub between costs it one look and us nothing. The links between what is
found then give all paths of that many hops, which are put in order as the embedded store does it.
"""

from __future__ import annotations

import numpy as np

from cypher.columns import Ints
from cypher.graph import Graph
from cypher.paths import contenders, path, ranked
from cypher.reach import Reach, Walks
from cypher.steps import Steps
from cypher.store import PathQuery
from cypher.stores.neo4j import reading
from cypher.stores.neo4j.around import Around, unstated
from cypher.stores.neo4j.server import Session
from schemas.errors import InputError, SameName, UnknownName
from schemas.model import Entity, LinkFilter, Path, PathAnswer


async def answer(session: Session, query: PathQuery) -> PathAnswer:
    """Ranked paths; see `GraphStore.paths`."""
    (start, ahead), (end, back) = await _end(session, query.start), await _end(session, query.end)
    if start.id == end.id:
        raise SameName(start.name, end.name)
    if query.limit < 1 or query.max_hops < 1:
        raise InputError("a path has at least one hop, and an answer room for at least one path")
    around = Around(session, query.filter, await unstated(session, query.background))
    levels = _Levels(around, {start.id: ahead}, {end.id: back})
    paths: list[Path] = []
    looked_at, truncated = 0, False
    for hops in range(1, query.max_hops + 1):
        graph = await levels.graph(hops)
        if graph is not None:
            found = await _of_length(graph, around, query.filter, (start.id, end.id), hops, query.limit - len(paths))
            paths.extend(found.paths)
            looked_at += found.looked_at
            truncated = truncated or found.capped
        if looked_at >= query.limit:
            truncated = truncated or hops < query.max_hops or looked_at > query.limit
            break
    return PathAnswer(tuple(paths), truncated, await reading.corpus(session))


async def _end(session: Session, id_: str) -> tuple[Entity, int]:
    """The entity and how many links it has."""
    found = await reading.linked(session, id_)
    if found is None:
        raise UnknownName(id_)
    return found


Level = dict[str, int]
"""Entities by id, each with how many links it has."""


class _Levels:
    """Entities by their distance in hops from either end; the ends themselves are at no other distance."""

    def __init__(self, around: Around, start: Level, end: Level) -> None:
        self._around = around
        self._ends = {*start, *end}
        self._sides: tuple[list[Level], list[Level]] = ([start], [end])

    async def graph(self, hops: int) -> Graph | None:
        """All entities and links that paths of that many hops pass (and maybe more); None where there are none."""
        ahead, back = self._sides
        if hops == 1:
            return await self._built([*ahead, *back], [(ahead[0], back[0])])
        while len(ahead) + len(back) < hops:
            await self._advance()
        if not ahead[-1] or not back[-1]:
            return None
        middle = self._inner(await self._around.middle(ahead[-1], back[-1]))
        if not middle:
            return None
        groups = [(near, far) for side in self._sides for near, far in zip(side, [*side[1:], middle], strict=True)]
        return await self._built([*ahead, *back, middle], groups)

    async def _advance(self) -> None:
        """One hop more from the side that has fewer links to follow."""
        side = min(self._sides, key=lambda levels: _cost(levels[-1]))
        side.append(self._inner(await self._around.beyond(side[-1])))

    def _inner(self, found: Level) -> Level:
        return {id_: links for id_, links in found.items() if id_ not in self._ends}

    async def _built(self, levels: list[Level], groups: list[tuple[Level, Level]]) -> Graph:
        """The links of each group are looked for from the side that has fewer."""
        asked = [(near, far) if _cost(near) <= _cost(far) else (far, near) for near, far in groups]
        links = await self._around.links(asked)
        return await self._around.graph(set().union(*levels), links)


def _cost(level: Level) -> int:
    """How many links there are to follow from a level."""
    return sum(level.values())


class _Counted(Steps):
    """A part of the graph under a filter, which knows how many neighbours its entities have in the whole."""

    def __init__(self, graph: Graph, filter: LinkFilter) -> None:
        super().__init__(graph, filter)
        self.counts: dict[int, int] = {}

    def neighbours(self, nodes: Ints) -> Ints:
        return np.array([self.counts[int(node)] for node in nodes], dtype=np.int64)


class _Found:
    def __init__(self, paths: list[Path], looked_at: int, *, capped: bool) -> None:
        self.paths, self.looked_at, self.capped = paths, looked_at, capped


async def _of_length(
    graph: Graph, around: Around, filter: LinkFilter, ends: tuple[str, str], hops: int, limit: int
) -> _Found:
    """The best paths of one hop count."""
    steps = _Counted(graph, filter)
    start, end = (graph.number(id_) for id_ in ends)
    assert start is not None
    assert end is not None
    walks, capped = Reach(steps, start, end).walks(hops)
    best = contenders(walks, limit)
    await _count(steps, around, best)
    return _Found([path(steps, nodes) for nodes in ranked(steps, best, limit).nodes], len(walks), capped=capped)


async def _count(steps: _Counted, around: Around, walks: Walks) -> None:
    """Let the steps know the neighbours of every entity between the ends."""
    inner = {int(node): steps.graph.entities[node].id for node in np.unique(walks.nodes[:, 1:-1])}
    counts = await around.neighbours(list(inner.values()))
    steps.counts = {node: counts[id_] for node, id_ in inner.items()}
