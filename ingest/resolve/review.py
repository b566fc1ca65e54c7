"""Pairs of entities in a store that may be one, and the machine's own judgements on the surest of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product

from cypher.identity import partition
from cypher.store import GraphStore
from ingest.resolve import blocks, organizations, persons
from ingest.resolve.decide import Decision, decide, weights
from ingest.resolve.evidence import Named, group
from schemas.aliases import AliasTable
from schemas.model import Entity, EntityType, Evidence, Judgement, Kind, LinkFilter, Verdict
from schemas.names import fold

LINKS, QUOTES, NAMES = 12, 3, 4
"""How many links, quotes and names of an entity are looked at."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities that may be one; `quotes` hold what was read of each."""

    left: Entity
    right: Entity
    decision: Decision
    quotes: tuple[tuple[Evidence, ...], tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates, surest first; `keys_passed_over` counts blocking keys that too many names share."""

    candidates: tuple[Candidate, ...]
    entities: int
    compared: int
    keys_passed_over: int


async def candidates(store: GraphStore, aliases: AliasTable, *, of: str | None = None, least: float = 0.0) -> Found:
    """Unjudged pairs that are same or unsure, of score `least` up; `of`: an entity id that must be one of the two."""
    entities = await all_entities(store)
    judged = await _judged(store, [one.id for one in entities])
    found, large = blocks.pairs(entities)
    kept: list[Candidate] = []
    compared = 0
    quotes: dict[str, tuple[Evidence, ...]] = {}
    for left, right in found:
        if (of and of not in (left.id, right.id)) or (left.id, right.id) in judged:
            continue
        compared += 1
        if not likely(left, right, aliases):
            continue
        for one in (left, right):
            if one.id not in quotes:
                quotes[one.id] = await read_of(store, one.id)
        decision = compare(left, right, quotes[left.id], quotes[right.id], aliases)
        if decision.verdict is not Verdict.DIFFERENT and decision.score >= least:
            kept.append(Candidate(left, right, decision, (quotes[left.id], quotes[right.id])))
    kept.sort(key=lambda one: (-one.decision.score, one.left.id, one.right.id))
    return Found(tuple(kept), len(entities), compared, large)


async def all_entities(store: GraphStore) -> list[Entity]:
    """Every entity of the store, by id."""
    found = []
    async for line in store.export():
        row = json.loads(line)
        if row["type"] in set(EntityType) and "aliases" in row:
            kind = Kind(row["kind"]) if row["kind"] else None
            found.append(Entity(row["id"], EntityType(row["type"]), row["name"], kind, tuple(row["aliases"])))
    return found


async def read_of(store: GraphStore, id_: str) -> tuple[Evidence, ...]:
    """Some quotes on an entity, of different words."""
    page = await store.links(id_, filter=LinkFilter(planned=True, hedged=True), limit=LINKS)
    evidence: Mapping[str, tuple[Evidence, ...]] = await store.evidence([link.id for link in page.items])
    different = {one.quote: one for link in page.items for one in evidence.get(link.id, ())}
    return tuple(different.values())[:QUOTES]


def likely(left: Entity, right: Entity, aliases: AliasTable) -> bool:
    """Whether the names alone leave it possible."""
    return any(_relates(left.type, a, b, aliases) for a, b in product(_names(left), _names(right)))


def _relates(type_: EntityType, a: str, b: str, aliases: AliasTable) -> bool:
    relation = persons.relation(a, b) if type_ is EntityType.PERSON else organizations.relation(a, b)
    if relation == "equal" or group(relation) != "far" or relation in ("both vary", "generic words shared"):
        return True
    one, other = aliases.lookup(type_, a), aliases.lookup(type_, b)
    return one is not None and one is other


def _names(entity: Entity) -> Sequence[str]:
    """The name and, of an organization, the aliases that are no short form of it, which may be its parent's name."""
    if entity.type is EntityType.PERSON:
        return (entity.name,)
    whole = set(fold(entity.name).split())
    return (entity.name, *(one for one in entity.aliases if not set(fold(one).split()) <= whole))[:NAMES]


def compare(
    left: Entity, right: Entity, one: Sequence[Evidence], other: Sequence[Evidence], aliases: AliasTable
) -> Decision:
    """The decision on the names that fit best."""
    texts = " ".join(quote.quote for quote in one), " ".join(quote.quote for quote in other)
    decisions = [
        decide(
            Named(a, left.type, left.kind, None, texts[0]),
            Named(b, right.type, right.kind, None, texts[1]),
            aliases=aliases,
        )
        for a, b in product(_names(left), _names(right))
    ]
    return max(decisions, key=lambda one: one.score)


async def _judged(store: GraphStore, ids: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Pairs of entities on which a judgement of same or different stands, after the others are followed."""
    held = await store.judgements()
    groups = partition(ids, held)
    marked = [one for one in held if one.verdict is not Verdict.UNSURE]
    ends = [(groups[one.left], groups[one.right]) for one in marked]
    return frozenset((min(pair), max(pair)) for pair in ends)


async def accept(store: GraphStore, found: Found, *, when: datetime | None = None) -> list[Judgement]:
    """Judge every candidate that is "same" so, in the model's name; what was undone once is left alone."""
    before = {(min(one.left, one.right), max(one.left, one.right)) for one in await store.judgements(undone=True)}
    made = []
    for one in found.candidates:
        if one.decision.verdict is Verdict.SAME and (one.left.id, one.right.id) not in before:
            why = "; ".join((f"{one.decision.score:.2f}", *one.decision.reasons))
            who, day = f"model:{weights().version}", when or datetime.now(UTC)
            made.append(await store.judge(Judgement(one.left.id, one.right.id, Verdict.SAME, who, day, why)))
    return made
