"""Evidence for the legs of an answer: fetched in one go, and marked where the source is a party to what it reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from cypher.overlap import can_hold
from cypher.store import GraphStore
from schemas.model import (
    BackgroundFact,
    Conflict,
    ConflictAnswer,
    Entity,
    Evidence,
    Leg,
    Link,
    LinkFilter,
    Path,
    PathAnswer,
    Status,
)
from schemas.names import fold
from schemas.ontology import owning

Answer = TypeVar("Answer", PathAnswer, ConflictAnswer)
PAGE = 1000


@dataclass(frozen=True, slots=True)
class _Publisher:
    """Who a publisher is in the graph, and the links in which it is owned."""

    ids: frozenset[str]
    owned: tuple[Link, ...]
    owners: frozenset[str]
    """By background facts: at any time."""

    def is_party(self, parties: Collection[str], published: date | None) -> bool:
        """Whether it is one of these, or one of them owns it now or may have owned it when it published."""
        if not self.ids.isdisjoint(parties) or not self.owners.isdisjoint(parties):
            return True
        return any(
            owner_of(link).id in parties
            and (link.status is Status.ACTIVE or (published is not None and can_hold(link, published)))
            for link in self.owned
        )


async def quote(store: GraphStore, answer: Answer, *, background: Sequence[BackgroundFact] = ()) -> Answer:
    """The answer with the evidence of every leg, newest first; background legs have none.

    `source_is_party` marks evidence whose publisher is an entity of that path or conflict, or is owned by one:
    directly, by an asserted link that is active or may have held on the publication day, or by a background fact.
    """
    found = await store.evidence(list(dict.fromkeys(leg.link.id for leg in _legs(answer) if not leg.link.background)))
    names = dict.fromkeys(one.publisher for quotes in found.values() for one in quotes if one.publisher)
    publishers = {name: await _publisher(store, name, background) for name in names}
    if isinstance(answer, PathAnswer):
        return replace(answer, paths=tuple(_path(path, found, publishers) for path in answer.paths))
    return replace(answer, conflicts=tuple(_conflict(one, found, publishers) for one in answer.conflicts))


def owner_of(link: Link) -> Entity:
    """The end that owns the other, for a link of a relation in which one does."""
    return link.subject if owning()[link.relation] == "subject" else link.object


Found = Mapping[str, tuple[Evidence, ...]]
Publishers = Mapping[str, _Publisher]


def _legs(answer: PathAnswer | ConflictAnswer) -> Iterable[Leg]:
    if isinstance(answer, PathAnswer):
        return (leg for path in answer.paths for hop in path.hops for leg in hop.legs)
    return (leg for conflict in answer.conflicts for leg in conflict.legs)


def _path(path: Path, found: Found, publishers: Publishers) -> Path:
    parties = [path.hops[0].start, *(hop.end for hop in path.hops)] if path.hops else []
    hops = (replace(hop, legs=_quoted(hop.legs, parties, found, publishers)) for hop in path.hops)
    return replace(path, hops=tuple(hops))


def _conflict(conflict: Conflict, found: Found, publishers: Publishers) -> Conflict:
    parties = [entity for _, entity in conflict.roles]
    return replace(conflict, legs=_quoted(conflict.legs, parties, found, publishers))


def _quoted(legs: Sequence[Leg], parties: Sequence[Entity], found: Found, publishers: Publishers) -> tuple[Leg, ...]:
    ids = {entity.id for entity in parties}
    names = {fold(name) for entity in parties for name in (entity.name, *entity.aliases)}

    def marked(one: Evidence) -> Evidence:
        if not one.publisher:
            return one
        party = fold(one.publisher) in names or publishers[one.publisher].is_party(ids, one.published)
        return replace(one, source_is_party=party)

    return tuple(
        leg if leg.link.background else replace(leg, evidence=tuple(marked(one) for one in found.get(leg.link.id, ())))
        for leg in legs
    )


async def _publisher(store: GraphStore, name: str, background: Sequence[BackgroundFact]) -> _Publisher:
    entities = await store.find(name)
    ids = frozenset(entity.id for entity in entities)
    owners = set()
    for fact in background:
        subject_owns = owning().get(fact.relation) == "subject"
        owner, owned = (fact.subject, fact.object) if subject_owns else (fact.object, fact.subject)
        if fact.relation in owning() and owned in ids:
            owners.add(owner)
    links = [link for entity in entities for link in await _owning_links(store, entity.id)]
    return _Publisher(ids, tuple(link for link in links if owner_of(link).id not in ids), frozenset(owners))


async def _owning_links(store: GraphStore, entity: str) -> list[Link]:
    """Asserted links, active or ended, in which one owns the other, with that entity at either end."""
    filter = LinkFilter(relations=frozenset(owning()))
    links: list[Link] = []
    after: str | None = None
    while True:
        page = await store.links(entity, filter=filter, limit=PAGE, after=after)
        links += page.items
        if page.next is None:
            return links
        after = page.next
