"""What the start page shows of a store, and an article with its claims as ties: put together of the port's answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from cypher.store import GraphStore
from schemas.model import (
    ArticleEntity,
    ArticleRecord,
    Claim,
    Conflict,
    Corpus,
    Entity,
    Link,
    Modality,
    Quote,
    Status,
)
from schemas.ontology import relation

ARTICLES = 6
"""Newest articles that the start page looks at."""
PER_ARTICLE = 2
"""Ties of one article among the newest."""
CONFLICTS = 3
"""Conflicts on the start page."""


@dataclass(frozen=True, slots=True)
class Told:
    """One claim of an article as a tie between entities of the graph; `number` counts from 1 within the article."""

    number: int
    claim: Claim
    link: Link


@dataclass(frozen=True, slots=True)
class Reading:
    """An article, its claims as ties, who is named in it (with the entity of the graph), its copies elsewhere."""

    record: ArticleRecord
    told: tuple[Told, ...]
    named: tuple[tuple[ArticleEntity, Entity], ...]
    copies: tuple[tuple[str, str | None, str, date | None], ...]


@dataclass(frozen=True, slots=True)
class Examples:
    """Questions that this store can answer: two that are linked, one with conflicts, one with ties."""

    pair: tuple[Entity, Entity] | None = None
    conflicted: Entity | None = None
    linked: Entity | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """How much there is, what is newest, the gravest conflicts, and questions to begin with."""

    corpus: Corpus
    newest: tuple[tuple[ArticleRecord, Told], ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    found: int = 0
    examples: Examples = Examples()


async def reading(store: GraphStore, record: ArticleRecord) -> Reading:
    """The article with its claims as ties; a claim whose two ends are one entity by now is left out."""
    entities = await _entities(store, record)
    copies = await store.copies(record.article.id)
    named = tuple((one, entities[one.id]) for one in record.entities if one.id in entities)
    return Reading(record, told(record, entities), named, tuple(copies))


def told(record: ArticleRecord, entities: dict[str, Entity]) -> tuple[Told, ...]:
    """The claims of an article in the order of their quotes, as ties between these entities (by local id)."""
    claims = sorted(record.claims, key=lambda one: (one.quote.start, one.quote.end, one.relation))
    known = [one for one in claims if one.subject in entities and one.object in entities]
    apart = [one for one in known if entities[one.subject].id != entities[one.object].id]
    return tuple(
        Told(number, one, _link(one, record, entities[one.subject], entities[one.object]))
        for number, one in enumerate(apart, 1)
    )


async def newest(store: GraphStore) -> tuple[tuple[ArticleRecord, Told], ...]:
    """Of each of the newest articles its surest firm claims, each pair of entities and each sentence once."""
    page = await store.articles(limit=ARTICLES)
    shown: list[tuple[ArticleRecord, Told]] = []
    pairs: set[frozenset[str]] = set()
    for record in page.items:
        ties = sorted(told(record, await _entities(store, record)), key=lambda one: -one.claim.confidence)
        words: set[Quote] = set()
        mine = 0
        for one in ties:
            pair = frozenset((one.link.subject.id, one.link.object.id))
            firm = one.claim.modality is Modality.ASSERTED and one.claim.status is not Status.ABANDONED
            if firm and pair not in pairs and one.claim.quote not in words and mine < PER_ARTICLE:
                pairs.add(pair)
                words.add(one.claim.quote)
                shown.append((record, one))
                mine += 1
    return tuple(shown)


def examples(conflicts: Sequence[Conflict], ties: Iterable[Link]) -> Examples:
    """Questions whose answers are there: ends of conflicts first, else of the newest ties."""
    links = list(ties)
    counts = Counter(entity.id for one in conflicts for _, entity in one.roles)
    entities = {entity.id: entity for one in conflicts for _, entity in one.roles}
    conflicted = entities[max(sorted(counts), key=lambda id: counts[id])] if counts else None
    pair = next((pair for one in conflicts if (pair := _apart(one))), None)
    if pair is None and links:
        pair = links[0].subject, links[0].object
    others = (end for link in links for end in (link.object, link.subject))
    taken = {one.id for one in (*(pair or ()), *((conflicted,) if conflicted else ()))}
    linked = next((one for one in others if one.id not in taken), pair[0] if pair else None)
    return Examples(pair, conflicted, linked)


def _apart(one: Conflict) -> tuple[Entity, Entity] | None:
    """Two of a conflict that are linked through others only, rivalry aside."""
    joined = {
        frozenset((leg.link.subject.id, leg.link.object.id))
        for leg in one.legs
        if not relation(leg.link.relation).rivalry
    }
    entities = [entity for _, entity in one.roles]
    return next((pair for pair in combinations(entities, 2) if frozenset(who.id for who in pair) not in joined), None)


async def _entities(store: GraphStore, record: ArticleRecord) -> dict[str, Entity]:
    """Local id -> entity of the graph, for those that are there."""
    found = {local: await store.entity(id) for local, id in record.identity}
    return {local: entity for local, entity in found.items() if entity is not None}


def _link(claim: Claim, record: ArticleRecord, subject: Entity, object_: Entity) -> Link:
    """The claim as if it were all that is known of the tie."""
    return Link(
        id="",
        subject=subject,
        relation=claim.relation,
        object=object_,
        status=claim.status,
        modality=claim.modality,
        confidence=claim.confidence,
        origins=1,
        claims=1,
        newest=record.article.published,
    )
