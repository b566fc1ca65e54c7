"""What lies around entities by links that count, hop by hop; the filter is inside every query.

Background facts that no article states are laid over the graph here: the server does not know them.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from cypher.columns import POINTS
from cypher.graph import Graph
from cypher.joins import known_link
from cypher.links import link_id
from cypher.stores import rows
from cypher.stores.neo4j.server import Row, Session
from cypher.stores.neo4j.writing import ends
from schemas.model import BackgroundFact, LinkFilter, Modality, Status
from schemas.ontology import relations


def parameters(filter: LinkFilter) -> dict[str, object]:
    """What the queries ask of links that count (see `cypher.links.counts` and `cypher.overlap.can_hold`)."""
    statuses = set(Status if filter.statuses is None else filter.statuses) - {Status.ABANDONED}
    if not filter.planned:
        statuses.discard(Status.PLANNED)
    return {
        "relations": sorted(relations() if filter.relations is None else filter.relations),
        "statuses": sorted(statuses),
        "modalities": [Modality.ASSERTED, *([Modality.HEDGED] if filter.hedged else [])],
        "confidence": math.ceil(round(filter.min_confidence * POINTS, 6)) / POINTS,
        "origins": filter.min_origins,
        "day": rows.iso(filter.as_of),
    }


async def unstated(session: Session, facts: Sequence[BackgroundFact]) -> tuple[BackgroundFact, ...]:
    """The facts on which no article has a word, between entities that are there, with their ids of now; each once."""
    asked = sorted({id_ for fact in facts for id_ in (fact.subject, fact.object)})
    entity: dict[str, str] = dict(await session.over("members_of", ids=asked))
    found: dict[str, BackgroundFact] = {}
    for fact in facts:
        subject, object_ = entity.get(fact.subject), entity.get(fact.object)
        if subject is not None and object_ is not None and subject != object_:
            found.setdefault(link_id(subject, fact.relation, object_), replace(fact, subject=subject, object=object_))
    between = []
    for id_, fact in found.items():
        subject, _, object_ = ends(fact.relation, fact.subject, fact.object)
        between.append({"id": id_, "subject": subject, "object": object_})
    stated = {row[0] for row in await session.over("links_between", rows=between)}
    return tuple(fact for id_, fact in found.items() if id_ not in stated)


class Around:
    """Questions under one filter; `facts` are background facts that no article states."""

    def __init__(self, session: Session, filter: LinkFilter, facts: Iterable[BackgroundFact] = ()) -> None:
        self._session = session
        self._parameters = parameters(filter)
        self.facts = tuple(fact for fact in facts if self._passes(fact, filter))
        self._beside: dict[str, set[str]] = {}
        for fact in self.facts:
            self._beside.setdefault(fact.subject, set()).add(fact.object)
            self._beside.setdefault(fact.object, set()).add(fact.subject)

    async def beyond(self, ids: Collection[str]) -> dict[str, int]:
        """Entities one hop away, with how many links they have, whether these count or not."""
        found: dict[str, int] = dict(await self._session.rows("beyond", ids=sorted(ids), **self._parameters))
        for id_ in self._next_to(ids):
            found.setdefault(id_, 1)
        return found

    async def middle(self, left: Collection[str], right: Collection[str]) -> dict[str, int]:
        """Entities one hop away from both sides, likewise; by background facts there may be some next to one alone."""
        asked = {"left": sorted(left), "right": sorted(right), **self._parameters}
        found: dict[str, int] = dict(await self._session.rows("middle", **asked))
        for id_ in self._next_to(left) | self._next_to(right):
            found.setdefault(id_, 1)
        return found

    async def links(self, groups: Iterable[tuple[Collection[str], Collection[str]]]) -> list[Row]:
        """Links that count from the first to the second of each pair, as `cypher.graph.LinkRow`s."""
        asked = [{"near": sorted(near), "far": sorted(far)} for near, far in groups if near and far]
        return await self._session.rows("links_across", groups=asked, **self._parameters) if asked else []

    async def neighbours(self, ids: Collection[str]) -> dict[str, int]:
        """How many neighbours each of these has."""
        asked = [{"id": id_, "aside": sorted(self._beside.get(id_, ()))} for id_ in sorted(ids)]
        found = await self._session.rows("neighbours", rows=asked, **self._parameters) if asked else []
        counts: dict[str, int] = dict(found)
        return {id_: counts.get(id_, 0) + len(self._beside.get(id_, ())) for id_ in ids}

    async def graph(self, ids: Collection[str], links: Iterable[Row]) -> Graph:
        """These entities with these links and the background facts between them."""
        nodes = [rows.entity(row) for row in await self._session.over("entities", ids=sorted(ids))]
        graph = Graph.build(nodes, links)
        laid = [(fact, graph.entity(fact.subject), graph.entity(fact.object)) for fact in self.facts]
        known = [known_link(fact, one, other) for fact, one, other in laid if one and other]
        return graph.extended(known) if known else graph

    def _next_to(self, ids: Collection[str]) -> set[str]:
        return {other for id_ in ids for other in self._beside.get(id_, ())}

    def _passes(self, fact: BackgroundFact, filter: LinkFilter) -> bool:
        """A fact is a hop as it is in the embedded store: it has no origins, and `min_origins` does not hide it."""
        status = Status.ACTIVE if fact.until is None else Status.ENDED
        return (
            fact.relation in _named(self._parameters)
            and (filter.statuses is None or status in filter.statuses)
            and (fact.since is None or filter.as_of is None or fact.since <= filter.as_of)
            and (fact.until is None or filter.as_of is None or filter.as_of <= fact.until)
        )


def _named(parameters: Mapping[str, object]) -> Collection[str]:
    named = parameters["relations"]
    assert isinstance(named, list)
    return named
