"""Articles, with who is named in them, what was read from them, and their copies."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import strawberry

from api import ids, paging
from api.graphql.connections import After, Connection, First, connect
from api.graphql.context import Asked
from api.graphql.fields import field, page, weight
from api.graphql.scalars import Relation
from api.graphql.types import DateSpan, Money, Node, date_span, money
from schemas import model
from schemas.model import EntityType, Event, Kind, Modality, Role, Status


@strawberry.type(description="A place in the article's title, line feed, text.")
class Mention:
    start: int
    end: int
    text: str


@strawberry.type(description="Who is named in an article.")
class ArticleEntity:
    entity: strawberry.ID | None = strawberry.field(description="Who it is in the graph: for `entity` or `node`.")
    type: EntityType
    name: str
    kind: Kind | None
    aliases: list[str]
    key: strawberry.Private[str]
    places: strawberry.Private[tuple[model.Mention, ...]]

    @field(description="Where it is named, in the order of the text.", metadata=page())
    def mentions(
        self, first: Annotated[int, strawberry.argument(description="How many at most; up to 100.")] = 20
    ) -> list[Mention]:
        return [Mention(start=one.start, end=one.end, text=one.text) for one in self.places[:first]]


@strawberry.type(description="What the article says of two of those whom it names.")
class Claim:
    relation: Relation
    subject: ArticleEntity
    object: ArticleEntity
    status: Status
    modality: Modality
    event: Event | None
    confidence: float
    quote: str
    start: int
    end: int
    title: str | None
    role: Role | None
    amount: Money | None
    stake_percent: float | None
    date: DateSpan | None
    attributed_to: str | None
    key: strawberry.Private[str]


@strawberry.type(description="The same text from another place, or another day.")
class Copy:
    id: strawberry.ID
    publisher: str | None
    url: str
    published: dt.date | None


@strawberry.type(description="One text.")
class Article(Node):
    title: str
    text: str
    lang: str
    url: str
    publisher: str | None
    published: dt.date | None
    retrieved: dt.datetime | None
    made_by: str = strawberry.field(description="The model, person or tool that read it.")
    notes: list[str] = strawberry.field(description="What was cut or dropped in reading.")
    record: strawberry.Private[model.ArticleRecord]

    @field(description="Who is named in it.", metadata=page())
    def entities(self, first: First = 20, after: After = None) -> Connection[ArticleEntity]:
        named = list(_named(self.record).values())
        return connect(paging.cut(named, lambda one: one.key, first=first, after=after), lambda one: one)

    @field(description="What was read from it.", metadata=page())
    def claims(self, first: First = 20, after: After = None) -> Connection[Claim]:
        named = _named(self.record)
        claims = [_claim(one, str(number), named) for number, one in enumerate(self.record.claims)]
        return connect(paging.cut(claims, lambda one: one.key, first=first, after=after), lambda one: one)

    @field(description="All copies of the text, this one included.", metadata=weight(5, calls=1))
    async def copies(self, info: Asked) -> list[Copy]:
        found = await info.context.service.store.copies(self.record.article.id)
        return [
            Copy(
                id=strawberry.ID(ids.to_id(ids.NodeType.ARTICLE, key)),
                publisher=publisher,
                url=url,
                published=published,
            )
            for key, publisher, url, published in found
        ]


def article(record: model.ArticleRecord) -> Article:
    """An article with what was read from it."""
    one = record.article
    return Article(
        id=strawberry.ID(ids.to_id(ids.NodeType.ARTICLE, one.id)),
        title=one.title,
        text=one.text,
        lang=one.lang,
        url=one.url,
        publisher=one.publisher,
        published=one.published,
        retrieved=one.retrieved,
        made_by=record.made_by,
        notes=list(record.notes),
        record=record,
    )


def _named(record: model.ArticleRecord) -> dict[str, ArticleEntity]:
    who = dict(record.identity)
    return {one.id: _article_entity(one, who.get(one.id)) for one in record.entities}


def _article_entity(one: model.ArticleEntity, who: str | None) -> ArticleEntity:
    return ArticleEntity(
        entity=None if who is None else strawberry.ID(ids.to_id(ids.NodeType.ENTITY, who)),
        type=one.type,
        name=one.name,
        kind=one.kind,
        aliases=list(one.aliases),
        key=one.id,
        places=one.mentions,
    )


def _claim(one: model.Claim, key: str, named: dict[str, ArticleEntity]) -> Claim:
    return Claim(
        relation=Relation(one.relation),
        subject=named[one.subject],
        object=named[one.object],
        status=one.status,
        modality=one.modality,
        event=one.event,
        confidence=one.confidence,
        quote=one.quote.text,
        start=one.quote.start,
        end=one.quote.end,
        title=one.title,
        role=one.role,
        amount=money(one.amount),
        stake_percent=one.stake_percent,
        date=date_span(one.date),
        attributed_to=one.attributed_to,
        key=key,
    )
