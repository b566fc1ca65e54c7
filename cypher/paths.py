"""Paths between two entities: RULES, "Paths". A bounded search from both ends over a `Graph`, whole steps at a time.

For each hop count the entities from which the end can be reached in so many steps are marked first; prefixes of paths
then grow in the order of their names through marked entities only. So a hub costs one look at its row, not a path for
each of its neighbours, and the first 10,000 paths by name are found without making the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from cypher.columns import POINTS, Ints
from cypher.graph import Graph
from cypher.joins import known_link
from cypher.links import link_id
from cypher.reach import Reach, Walks
from cypher.steps import SHIFT, Steps
from cypher.store import PathQuery
from schemas.errors import InputError, SameName, UnknownName
from schemas.model import BackgroundFact, Hop, Leg, Link, Path


@dataclass(frozen=True, slots=True)
class Found:
    paths: tuple[Path, ...]
    truncated: bool


def search(graph: Graph, query: PathQuery) -> Found:
    """Ranked paths. Raises SameName where the ends are one, UnknownName for an id that is not there.

    `query.background` makes hops where no article states the same.
    """
    start, end = _number(graph, query.start), _number(graph, query.end)
    if start == end:
        raise SameName(graph.entities[start].name, graph.entities[end].name)
    if query.limit < 1 or query.max_hops < 1:
        raise InputError("a path has at least one hop, and an answer room for at least one path")
    steps = Steps(with_background(graph, query), query.filter)
    reach = Reach(steps, start, end)
    paths: list[Path] = []
    looked_at, truncated = 0, False
    for hops in range(1, query.max_hops + 1):
        walks, capped = reach.walks(hops)
        looked_at += len(walks)
        best = ranked(steps, walks, query.limit - len(paths))
        paths.extend(path(steps, nodes) for nodes in best.nodes)
        truncated = truncated or capped
        if looked_at >= query.limit:
            truncated = truncated or hops < query.max_hops or looked_at > query.limit
            break
    return Found(tuple(paths), truncated)


def with_background(graph: Graph, query: PathQuery) -> Graph:
    """The graph with those facts of the query that no article states, between entities that it holds."""
    if not query.background:
        return graph
    held = graph.known
    if held is None or held[0] != query.background:
        held = graph.known = query.background, _extended(graph, query.background)
    return held[1]


def _extended(graph: Graph, facts: Iterable[BackgroundFact]) -> Graph:
    links: dict[str, Link] = {}
    for fact in facts:
        subject, object_ = graph.entity(fact.subject), graph.entity(fact.object)
        if subject is not None and object_ is not None and subject.id != object_.id:
            id_ = link_id(subject.id, fact.relation, object_.id)
            if id_ not in graph.ids and id_ not in links:
                links[id_] = known_link(fact, subject, object_)
    return graph.extended(links.values()) if links else graph


def _number(graph: Graph, id_: str) -> int:
    number = graph.number(id_)
    if number is None:
        raise UnknownName(id_)
    return number


def ranked(steps: Steps, walks: Walks, limit: int) -> Walks:
    """The best of walks of one hop count, best first."""
    walks = contenders(walks, limit)
    if len(walks):
        score = _places(_products(walks.worth // SHIFT))
        hubs = _places(_products(_neighbours(steps, walks.nodes[:, 1:-1])))
        weakest = (walks.worth % SHIFT).min(axis=1)
        names = [steps.graph.name_rank[column] for column in walks.nodes.T]
        ids = [steps.graph.rank[column] for column in walks.nodes.T]
        order = np.lexsort([*reversed(ids), *reversed(names), -weakest, hubs, -score])
        walks = walks.part(order[:limit])
    return walks


def contenders(walks: Walks, limit: int) -> Walks:
    """Those sure enough to be among the best: only of them is the rest of the order asked."""
    if not len(walks) or limit >= len(walks):
        return walks
    score = _places(_products(walks.worth // SHIFT))
    return walks.part(np.flatnonzero(score >= np.partition(score, -limit)[-limit]))


def _neighbours(steps: Steps, nodes: Ints) -> Ints:
    """The number of neighbours of each, in the same shape."""
    several, place = np.unique(nodes, return_inverse=True)
    return steps.neighbours(several)[place.reshape(nodes.shape)]


def _products(factors: Ints) -> Ints:
    """The product of each row, exact whatever its size."""
    bound = 1
    for column in factors.T:
        bound *= int(column.max())
    exact = factors if bound < 1 << 62 else factors.astype(object)
    product: Ints = exact.prod(axis=1)
    return product


def _places(values: Ints) -> Ints:
    """Numbers that fit a column, in the order of the values."""
    return np.unique(values, return_inverse=True)[1].reshape(-1) if values.dtype == object else values


def path(steps: Steps, nodes: Ints) -> Path:
    """Entities passed, by number, with the links between them."""
    entities = [steps.graph.entities[node] for node in nodes]
    hops = [steps.between(int(one), int(other)) for one, other in pairwise(nodes)]
    points = 1
    for links in hops:
        points *= round(links[0].confidence * POINTS)
    return Path(
        hops=tuple(
            Hop(one, other, tuple(Leg(link) for link in links))
            for one, other, links in zip(entities, entities[1:], hops, strict=False)
        ),
        score=points / POINTS ** len(hops),
    )
