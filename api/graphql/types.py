"""Entities, links and their evidence as GraphQL shows them: plain fields, filled when an object is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable

import strawberry

from api import ids, paging
from api.graphql.connections import After, Connection, First, connect
from api.graphql.context import Asked
from api.graphql.fields import field, page, weight
from api.graphql.filters import (
    AsOf,
    Hedged,
    MinConfidence,
    MinOrigins,
    Planned,
    Relations,
    Statuses,
    link_filter,
)
from api.graphql.scalars import Precision, Relation
from schemas import dates, model
from schemas.model import EntityType, Event, Kind, Modality, Role, Status


@strawberry.interface(description="What can be asked for again by its id, with `node`.")
class Node:
    id: strawberry.ID


@strawberry.type(description="A day known within bounds, both included; null is open.")
class Bounds:
    lo: dt.date | None
    hi: dt.date | None


@strawberry.type(description="A date as it was said: its first and last day, null is open.")
class DateSpan:
    first: dt.date | None
    last: dt.date | None
    precision: Precision
    text: str = strawberry.field(description="As in 2025, 2025-06, 2025-Q2, 2025-H1 or 2025-06-12; a/b for a range.")


@strawberry.type(description="An amount of money.")
class Money:
    value: float
    currency: str = strawberry.field(description="ISO 4217.")


@strawberry.type(description="What one article says of a tie, with the words it rests on.")
class Evidence:
    claim: strawberry.ID
    quote: str
    start: int = strawberry.field(description="Where the quote begins in the article's title, line feed, text.")
    end: int
    article: strawberry.ID = strawberry.field(description="For `article` or `node`.")
    url: str
    publisher: str | None
    published: dt.date | None
    lang: str
    attributed_to: str | None = strawberry.field(description="Whom the article names as its source.")
    source_is_party: bool | None = strawberry.field(
        description="The publisher is part of the path or conflict, or owned by someone who is; null in other lists."
    )
    status: Status
    modality: Modality
    confidence: float
    event: Event | None
    title: str | None = strawberry.field(description="The post, in the article's words.")
    role: Role | None
    amount: Money | None
    stake_percent: float | None
    date: DateSpan | None
    made_by: str = strawberry.field(description="The model, person or tool that read it.")


@strawberry.type(description="An organization or a person.")
class Entity(Node):
    type: EntityType
    name: str
    kind: Kind | None
    aliases: list[str]
    asked: strawberry.Private[str]
    key: strawberry.Private[str]

    @field(
        description="Ties in which it stands, denied and abandoned ones included unless a filter is given.",
        metadata=page(calls=1),
    )
    async def links(
        self,
        info: Asked,
        relations: Relations = None,
        statuses: Statuses = None,
        min_confidence: MinConfidence = 0.0,
        min_origins: MinOrigins = 0,
        planned: Planned = True,
        hedged: Hedged = True,
        as_of: AsOf = None,
        first: First = 20,
        after: After = None,
    ) -> Connection[Link]:
        chosen = link_filter(
            relations=relations,
            statuses=statuses,
            min_confidence=min_confidence,
            min_origins=min_origins,
            planned=planned,
            hedged=hedged,
            as_of=as_of,
        )
        window = await info.context.service.links(self.key, chosen, first=first, after=after)
        return connect(window, link)

    @field(
        description="Others that go by the name under which this one was asked for: ask for them by id.",
        metadata=weight(5, calls=1),
    )
    async def namesakes(self, info: Asked) -> list[Entity]:
        found = await info.context.service.namesakes(self.asked)
        return [entity(one) for one in found if one.id != self.key]


@strawberry.type(description="What all articles together say of one tie; subject first.")
class Link:
    subject: Entity
    relation: Relation
    object: Entity
    status: Status
    modality: Modality
    contested: bool = strawberry.field(description="It is both asserted and denied.")
    since: Bounds
    until: Bounds
    confidence: float
    origins: int = strawberry.field(description="Publishers of their own that tell it, wire copies counted once.")
    claims: int
    newest: dt.date | None = strawberry.field(description="Last day on which an article told it.")
    background: bool = strawberry.field(description="No article here states it: every reader of the field knows it.")
    source: str | None = strawberry.field(description="Of a background fact: where it is from.")
    key: strawberry.Private[str]
    quotes: strawberry.Private[tuple[model.Evidence, ...] | None]

    def _evidence(
        self, info: Asked, first: First = 10, after: After = None
    ) -> Connection[Evidence] | Awaitable[Connection[Evidence]]:
        if self.quotes is None:
            return self._load(info, first, after)
        return connect(_cut(self.quotes, first, after), answer_evidence)

    async def _load(self, info: Asked, first: int, after: str | None) -> Connection[Evidence]:
        quotes = await info.context.evidence.load(self.key)
        return connect(_cut(quotes, first, after), evidence)

    evidence = strawberry.field(
        resolver=_evidence,
        graphql_type=Connection[Evidence],
        description="What the articles say, newest first.",
        metadata=page(),
    )


def _cut(quotes: tuple[model.Evidence, ...], first: int, after: str | None) -> paging.Window[model.Evidence]:
    return paging.cut(quotes, lambda one: one.claim, first=first, after=after)


def entity(one: model.Entity, asked: str | None = None) -> Entity:
    """An entity; `asked` is the name by which it was asked for, where one was."""
    return Entity(
        id=strawberry.ID(ids.to_id(ids.NodeType.ENTITY, one.id)),
        type=one.type,
        name=one.name,
        kind=one.kind,
        aliases=list(one.aliases),
        asked=asked or one.name,
        key=one.id,
    )


def link(one: model.Link, quotes: tuple[model.Evidence, ...] | None = None) -> Link:
    """A link; its evidence is loaded when asked for, unless it is given here."""
    return Link(
        subject=entity(one.subject),
        relation=Relation(one.relation),
        object=entity(one.object),
        status=one.status,
        modality=one.modality,
        contested=one.contested,
        since=Bounds(lo=one.since.lo, hi=one.since.hi),
        until=Bounds(lo=one.until.lo, hi=one.until.hi),
        confidence=one.confidence,
        origins=one.origins,
        claims=one.claims,
        newest=one.newest,
        background=one.background is not None,
        source=one.background,
        key=one.id,
        quotes=quotes,
    )


def date_span(one: dates.DateSpan | None) -> DateSpan | None:
    """A date as it was said."""
    if one is None:
        return None
    return DateSpan(first=one.first, last=one.last, precision=Precision(one.precision), text=one.text)


def money(one: model.Money | None) -> Money | None:
    """An amount."""
    return None if one is None else Money(value=one.value, currency=one.currency)


def answer_evidence(one: model.Evidence) -> Evidence:
    """One claim with its words, in a path or conflict."""
    return evidence(one, party=one.source_is_party)


def evidence(one: model.Evidence, *, party: bool | None = None) -> Evidence:
    """One claim with its words; `party` says whether its source is one, where that was looked into."""
    return Evidence(
        claim=strawberry.ID(one.claim),
        quote=one.quote,
        start=one.start,
        end=one.end,
        article=strawberry.ID(ids.to_id(ids.NodeType.ARTICLE, one.article)),
        url=one.url,
        publisher=one.publisher,
        published=one.published,
        lang=one.lang,
        attributed_to=one.attributed_to,
        source_is_party=party,
        status=one.status,
        modality=one.modality,
        confidence=one.confidence,
        event=one.event,
        title=one.title,
        role=one.role,
        amount=money(one.amount),
        stake_percent=one.stake_percent,
        date=date_span(one.date),
        made_by=one.made_by,
    )
