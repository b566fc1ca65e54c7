"""A graph held in dictionaries, and short ways to write claims, links and questions."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

from cypher.links import ClaimFact, derive, link_id, ordered
from cypher.match import find
from cypher.store import ConflictQuery, GraphStore, Page
from schemas.dates import parse
from schemas.model import (
    BackgroundFact,
    Bounds,
    Conflict,
    Entity,
    EntityType,
    Event,
    Evidence,
    Link,
    LinkFilter,
    Modality,
    Status,
)
from schemas.names import entity_id, fold
from schemas.rules import Rule, load

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "conflicts_dev.jsonl"
HELD: dict[str, Any] = {"since": "..2020-01-01", "until": "2023-01-01.."}
OVER: dict[str, Any] = {"since": "..2020-01-01", "until": "2022-06-01", "status": Status.ENDED}
PLANNED: dict[str, Any] = {"since": "2022-01-01..", "until": "2022-01-01..", "status": Status.PLANNED}


def scenarios() -> list[dict[str, Any]]:
    """The curated stores with the answers expected of them; none where the file is absent."""
    if not GOLD.exists():
        return []
    return [json.loads(line) for line in GOLD.read_text("utf-8").splitlines() if line.strip()]


def entity(name: str, type: EntityType = EntityType.ORGANIZATION) -> Entity:
    return Entity(entity_id(type, name), type, name)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def claim(words: str, number: int = 0, **changes: Any) -> ClaimFact:
    """A claim: "2021-03-05 active hedged end date=2020 confidence=0.5 by=Wire"; "-" for no publication day."""
    published, status, *rest = words.split()
    given = dict(word.split("=") for word in rest if "=" in word)
    fields: dict[str, Any] = {
        "claim": f"c{number}",
        "article": f"a{number}",
        "publisher": given.get("by", "Wire"),
        "origin": f"a{number}",
        "published": None if published == "-" else date.fromisoformat(published),
        "status": Status(status),
        "modality": next((one for one in Modality if one in rest), Modality.ASSERTED),
        "event": next((one for one in Event if one in rest), None),
        "date": parse(given["date"]) if "date" in given else None,
        "confidence": float(given.get("confidence", 1)),
    }
    return ClaimFact(**{**fields, **changes})


def link(text: str, *, since: str = "..", until: str = "..", **fields: Any) -> Link:
    """A link from "A RELATION B" with bounds "LO..HI", open where empty; a name in lower case is a person's."""
    subject, relation, object_ = text.split()
    persons = EntityType.PERSON
    ends = [entity(name, persons) if name.islower() else entity(name) for name in (subject, object_)]
    first, second = ordered(relation, *ends)
    given = {"status": Status.ACTIVE, "modality": Modality.ASSERTED, "origins": 1, "claims": 1, **fields}
    return Link(
        id=link_id(ends[0].id, relation, ends[1].id),
        subject=first,
        relation=relation,
        object=second,
        since=_bounds(since),
        until=_bounds(until),
        **given,
    )


def held(*texts: str) -> list[Link]:
    """Active links that surely held from 2020 to 2022."""
    return [link(text, **HELD) for text in texts]


def _bounds(text: str) -> Bounds:
    lo, _, hi = text.partition("..") if ".." in text else (text, "", text)
    return Bounds(day(lo), day(hi))


@dataclass
class Memory:
    """A LinkSource, and the three methods of a GraphStore that `quote` asks."""

    links: Collection[Link]
    proof: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    others: Iterable[Entity] = ()
    calls: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._near: dict[str, list[Link]] = {}
        self._kinds: dict[str, list[Link]] = {}
        self.entities = {one.id: one for one in self.others}
        for one in self.links:
            self._kinds.setdefault(one.relation, []).append(one)
            for end in {one.subject.id, one.object.id}:
                self._near.setdefault(end, []).append(one)
            self.entities |= {one.subject.id: one.subject, one.object.id: one.object}

    def of(self, entity: str) -> Collection[Link]:
        self.calls.append(entity)
        return self._near.get(entity, ())

    def all(self, relation: str) -> Collection[Link]:
        return self._kinds.get(relation, ())

    def count(self, relation: str) -> int:
        return len(self.all(relation))

    def entity(self, id: str) -> Entity | None:
        return self.entities.get(id)

    async def find(self, name: str) -> Sequence[Entity]:
        self.calls.append(f"find {name}")
        return [one for one in self.entities.values() if fold(one.name) == fold(name)]

    async def neighbours(
        self, entity: str, *, filter: LinkFilter | None = None, limit: int = 100, after: str | None = None
    ) -> Page[Link]:
        """What `GraphStore.links` does, for a filter of relations alone and links that count."""
        self.calls.append(f"links {entity}")
        wanted = filter.relations if filter else None
        fit = [one for one in self._near.get(entity, ()) if wanted is None or one.relation in wanted]
        fit = [one for one in fit if one.modality is Modality.ASSERTED and one.status in (Status.ACTIVE, Status.ENDED)]
        start = int(after or 0)
        more = str(start + limit) if start + limit < len(fit) else None
        return Page(tuple(fit[start : start + limit]), more)

    async def evidence(self, links: Sequence[str]) -> Mapping[str, tuple[Evidence, ...]]:
        self.calls.append("evidence")
        return {id: self.proof[id] for id in links if id in self.proof}


def as_store(memory: Memory) -> GraphStore:
    """The memory under the names of the port; only what `quote` asks is there."""

    class Store:
        find = staticmethod(memory.find)
        evidence = staticmethod(memory.evidence)
        links = staticmethod(memory.neighbours)

    return cast(GraphStore, Store())


def from_scenario(articles: Sequence[Mapping[str, Any]]) -> Memory:
    """The links and evidence of a scenario's articles, in which a name is one entity."""
    facts: dict[str, list[ClaimFact]] = {}
    ends: dict[str, tuple[Entity, str, Entity]] = {}
    proof: dict[str, tuple[Evidence, ...]] = {}
    people: list[Entity] = []
    for article in articles:
        known = {one["id"]: entity(one["name"], EntityType(one["type"])) for one in article["entities"]}
        people += known.values()
        for number, given in enumerate(article["claims"]):
            subject, relation, object_ = known[given["subject"]], given["relation"], known[given["object"]]
            id = link_id(subject.id, relation, object_.id)
            ends[id] = subject, relation, object_
            fact = _fact(article, number, given)
            facts.setdefault(id, []).append(fact)
            proof[id] = (*proof.get(id, ()), _evidence(fact, given["evidence"]))
    return Memory([derive(*ends[id], facts[id]) for id in facts], proof, people)


def _fact(article: Mapping[str, Any], number: int, given: Mapping[str, Any]) -> ClaimFact:
    return ClaimFact(
        claim=f"{article['id']}#{number}",
        article=article["id"],
        publisher=article["publisher"],
        origin=article["id"],
        published=day(article["published"]),
        status=Status(given["status"]),
        modality=Modality(given["modality"]),
        event=Event(given["event"]) if given["event"] else None,
        date=parse(given["date"]) if given["date"] else None,
        confidence=given.get("confidence", 1.0),
    )


def _evidence(fact: ClaimFact, words: str) -> Evidence:
    return Evidence(
        claim=fact.claim,
        quote=words,
        start=0,
        end=len(words),
        article=fact.article,
        url="",
        publisher=fact.publisher,
        published=fact.published,
        lang="en",
        status=fact.status,
        modality=fact.modality,
        confidence=fact.confidence,
    )


def conflicts(
    links: Collection[Link],
    *ids: str,
    of: str | None = None,
    background: Sequence[BackgroundFact] = (),
    rules: Sequence[Rule] | None = None,
    others: Iterable[Entity] = (),
    **filter: Any,
) -> list[Conflict]:
    """What the rules of these ids (all without any) find among links."""
    chosen = tuple(rule for rule in (rules or load()) if not ids or rule.id in ids)
    query = ConflictQuery(chosen, entity(of).id if of else None, LinkFilter(**filter), tuple(background))
    return list(find(chosen, Memory(links, others=others), query))


def told(conflict: Conflict) -> str:
    """One line: rule, names of the roles, overlap, severity."""
    names = " ".join(one.name for _, one in conflict.roles)
    return f"{conflict.rule}: {names} | {conflict.overlap} {conflict.severity}"
