"""Paths, conflicts and what was searched for them, as GraphQL shows them."""

from __future__ import annotations

import datetime as dt

import strawberry

from api.graphql.connections import Edge, PageInfo, connect
from api.graphql.fields import field, weight
from api.graphql.scalars import Language, Relation
from api.graphql.types import Entity, Link, entity, link
from api.service import Conflicts, Paths
from schemas import model, saying
from schemas.model import Overlap, Status
from schemas.rules import Rule


@strawberry.type(description="How much is stored.")
class Corpus:
    articles: int
    first: dt.date | None = strawberry.field(description="First publication day.")
    last: dt.date | None
    entities: int
    links: int
    claims: int


@strawberry.type(description="The filters with which was searched; null where there was none.")
class Filters:
    relations: list[Relation] | None
    statuses: list[Status] | None
    min_confidence: float
    min_origins: int
    planned: bool
    hedged: bool
    as_of: dt.date | None
    background: bool
    max_hops: int | None
    rules: list[str] | None


@strawberry.type(description="What an answer rests on, also where it is “none”.")
class Searched:
    articles: int
    first: dt.date | None
    last: dt.date | None
    filters: Filters


@strawberry.type(description="From one entity to the next, with every tie between the two that counts, best first.")
class Hop:
    start: Entity = strawberry.field(name="from")
    end: Entity = strawberry.field(name="to")
    links: list[Link] = strawberry.field(metadata=weight(2))


@strawberry.type(description="Entities in a row, none twice.")
class Path:
    hops: list[Hop] = strawberry.field(metadata=weight(4))
    score: float = strawberry.field(description="The product over the hops of the best tie's confidence.")


@strawberry.type(description="Ranked paths; an empty list says that none was found in what was searched.")
class PathAnswer:
    start: Entity = strawberry.field(name="from")
    end: Entity = strawberry.field(name="to")
    paths: list[Path]
    truncated: bool = strawberry.field(description="Not every path within the hop limit was looked at or returned.")
    searched: Searched


@strawberry.type(description="Who stands where in a conflict.")
class RoleFill:
    role: str
    entity: Entity


@strawberry.type(description="Ties that together make a conflict of interest, by one rule.")
class Conflict:
    rule: strawberry.ID
    roles: list[RoleFill] = strawberry.field(metadata=weight(4))
    legs: list[Link] = strawberry.field(metadata=weight(4))
    overlap: Overlap
    severity: int = strawberry.field(
        description="1: all ties hold at one time for certain. 2: so too, with an ended one. "
        "3: they may have held at one time, or one soon after the other. 4: a tie is planned or told with reserve."
    )
    by_claims_only: bool = strawberry.field(description="No tie of it is a background fact.")
    told: strawberry.Private[model.Conflict]
    by_rule: strawberry.Private[Rule]

    @field(description="What it means in words, with a note on what is less than plain present fact.")
    def say(self, lang: Language = Language.EN) -> str:
        return saying.conflict(self.told, self.by_rule, lang.value)

    @field(description="Why that may matter.")
    def why(self, lang: Language = Language.EN) -> str:
        return self.by_rule.why[lang.value]


@strawberry.type(description="A page of conflicts, the gravest first; none where none was found in what was searched.")
class ConflictConnection:
    page_info: PageInfo
    nodes: list[Conflict] = strawberry.field(description="The items, without cursors.")
    edges: list[Edge[Conflict]]
    total: int
    of: Entity | None
    searched: Searched


def corpus(one: model.Corpus) -> Corpus:
    """How much is stored."""
    return Corpus(
        articles=one.articles,
        first=one.first,
        last=one.last,
        entities=one.entities,
        links=one.links,
        claims=one.claims,
    )


def searched(
    one: model.Corpus,
    filter: model.LinkFilter,
    *,
    background: bool,
    max_hops: int | None = None,
    rules: list[str] | None = None,
) -> Searched:
    """How much was searched, and with which filters."""
    return Searched(
        articles=one.articles,
        first=one.first,
        last=one.last,
        filters=Filters(
            relations=None if filter.relations is None else [Relation(name) for name in sorted(filter.relations)],
            statuses=None if filter.statuses is None else sorted(filter.statuses),
            min_confidence=filter.min_confidence,
            min_origins=filter.min_origins,
            planned=filter.planned,
            hedged=filter.hedged,
            as_of=filter.as_of,
            background=background,
            max_hops=max_hops,
            rules=rules,
        ),
    )


def path_answer(
    found: Paths, *, asked: tuple[str, str], filter: model.LinkFilter, max_hops: int, background: bool
) -> PathAnswer:
    """Ranked paths between two names; `asked` are the names as they were given."""
    return PathAnswer(
        start=entity(found.start, asked[0]),
        end=entity(found.end, asked[1]),
        paths=[
            Path(
                hops=[Hop(start=entity(hop.start), end=entity(hop.end), links=_legs(hop.legs)) for hop in path.hops],
                score=path.score,
            )
            for path in found.answer.paths
        ],
        truncated=found.answer.truncated,
        searched=searched(found.answer.corpus, filter, background=background, max_hops=max_hops),
    )


def conflict_page(
    found: Conflicts, *, asked: str | None, filter: model.LinkFilter, background: bool
) -> ConflictConnection:
    """A page of conflicts; `asked` is the name of whom they are about, as it was given."""
    rules = {rule.id: rule for rule in found.rules}
    page = connect(found.window, lambda one: _conflict(one, rules[one.rule]))
    return ConflictConnection(
        page_info=page.page_info,
        nodes=page.nodes,
        edges=page.edges,
        total=page.total or 0,
        of=entity(found.of, asked) if found.of else None,
        searched=searched(found.corpus, filter, background=background, rules=list(rules)),
    )


def _conflict(one: model.Conflict, rule: Rule) -> Conflict:
    return Conflict(
        rule=strawberry.ID(one.rule),
        roles=[RoleFill(role=role, entity=entity(who)) for role, who in one.roles],
        legs=_legs(one.legs),
        overlap=one.overlap,
        severity=one.severity,
        by_claims_only=one.by_claims_only,
        told=one,
        by_rule=rule,
    )


def _legs(legs: tuple[model.Leg, ...]) -> list[Link]:
    return [link(leg.link, leg.evidence) for leg in legs]
