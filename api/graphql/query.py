"""The questions that can be asked."""

from __future__ import annotations

from typing import Annotated

import strawberry

from api import ids
from api.graphql import answers, articles, types
from api.graphql.answers import ConflictConnection, Corpus, PathAnswer
from api.graphql.articles import Article
from api.graphql.connections import After, Connection, First, PageInfo, connect, page_info
from api.graphql.context import Asked, asks
from api.graphql.fields import field, page, weight
from api.graphql.filters import (
    AsOf,
    Background,
    Hedged,
    MinConfidence,
    MinOrigins,
    Planned,
    Relations,
    Statuses,
    link_filter,
)
from api.graphql.types import Entity, Node
from schemas.errors import InputError

MAX_HOPS = 6
SEARCH = 5
"""How many calls of the store a search for paths or conflicts counts as."""

Name = Annotated[str, strawberry.argument(description="A name, or the id of an entity.")]
Start = Annotated[str, strawberry.argument(name="from", description="A name, or the id of an entity.")]
End = Annotated[str, strawberry.argument(name="to", description="Another.")]


@strawberry.type(description="An entity whose names match a search.")
class SearchEdge:
    cursor: str
    node: Entity
    links: int = strawberry.field(description="How many ties it has.")
    score: float


@strawberry.type(description="A page of entities whose names match a search, best first.")
class SearchConnection:
    page_info: PageInfo
    nodes: list[Entity] = strawberry.field(description="The items, without cursors.")
    edges: list[SearchEdge]


@strawberry.type(
    description="An unknown name gives an error with extensions.code UNKNOWN_NAME and the near names in "
    "extensions.nearest; one entity under both names of a path, SAME_NAME; an argument out of range, BAD_INPUT; "
    "a query that asks for too much, TOO_LARGE; a search that took too long, TOO_SLOW."
)
class Query:
    @field(description="Anything with an id, or null.", metadata=weight(calls=1))
    async def node(self, info: Asked, id: strawberry.ID) -> Node | None:
        match ids.parse(id):
            case (ids.NodeType.ENTITY, _):
                return await _entity(info, id)
            case (ids.NodeType.ARTICLE, _):
                return await _article(info, id)
        raise InputError("“id” takes an id that an answer gave.")

    @field(
        description="Entities whose names hold words that begin like those of `text`; accents and case do not count.",
        metadata=page(calls=1),
    )
    async def search(self, info: Asked, text: str, first: First = 20, after: After = None) -> SearchConnection:
        window = await info.context.service.search(text, first=first, after=after)
        edges = [
            SearchEdge(cursor=cursor, node=types.entity(hit.entity), links=hit.links, score=hit.score)
            for hit, cursor in window.items
        ]
        return SearchConnection(page_info=page_info(window), nodes=[one.node for one in edges], edges=edges)

    @field(
        description="One entity: by id, or null; or by name, of several that go by it the one with most ties.",
        metadata=weight(calls=2),
    )
    async def entity(self, info: Asked, id: strawberry.ID | None = None, name: str | None = None) -> Entity | None:
        if (id is None) == (name is None):
            raise InputError("Give either “id” or “name”.")
        if name is not None:
            return types.entity(await info.context.service.resolve(name), name)
        assert id is not None
        return await _entity(info, id)

    @field(description="How two are linked.", metadata=weight("limit", cap=50, calls=SEARCH))
    async def paths(
        self,
        info: Asked,
        start: Start,
        end: End,
        relations: Relations = None,
        statuses: Statuses = None,
        min_confidence: MinConfidence = 0.0,
        min_origins: MinOrigins = 0,
        planned: Planned = False,
        hedged: Hedged = False,
        as_of: AsOf = None,
        background: Background = False,
        max_hops: Annotated[int, strawberry.argument(description="From 1 to 6.")] = 4,
        limit: Annotated[int, strawberry.argument(description="How many paths at most; up to 50.")] = 20,
    ) -> PathAnswer | None:
        if not 1 <= max_hops <= MAX_HOPS:
            raise InputError(f"maxHops goes from 1 to {MAX_HOPS}.")
        chosen = link_filter(
            relations=relations,
            statuses=statuses,
            min_confidence=min_confidence,
            min_origins=min_origins,
            planned=planned,
            hedged=hedged,
            as_of=as_of,
        )
        found = await info.context.service.paths(
            start,
            end,
            chosen,
            max_hops=max_hops,
            limit=limit,
            background=background,
            evidence=asks(info, "evidence"),
        )
        return answers.path_answer(found, asked=(start, end), filter=chosen, max_hops=max_hops, background=background)

    @field(
        description="Conflicts of interest, the gravest first: in which `of` has a role, or all.",
        metadata=page(calls=SEARCH, cap=50),
    )
    async def conflicts(
        self,
        info: Asked,
        of: Annotated[str | None, strawberry.argument(description="A name, or the id of an entity.")] = None,
        rule: Annotated[list[str] | None, strawberry.argument(description="Ids of rules; none: all.")] = None,
        relations: Relations = None,
        statuses: Statuses = None,
        min_confidence: MinConfidence = 0.0,
        min_origins: MinOrigins = 0,
        planned: Planned = False,
        hedged: Hedged = False,
        as_of: AsOf = None,
        background: Background = True,
        first: Annotated[int, strawberry.argument(description="How many at most; up to 50.")] = 20,
        after: After = None,
    ) -> ConflictConnection | None:
        chosen = link_filter(
            relations=relations,
            statuses=statuses,
            min_confidence=min_confidence,
            min_origins=min_origins,
            planned=planned,
            hedged=hedged,
            as_of=as_of,
        )
        found = await info.context.service.conflicts(
            of,
            rule,
            chosen,
            background=background,
            evidence=asks(info, "evidence"),
            first=first,
            after=after,
        )
        return answers.conflict_page(found, asked=of, filter=chosen, background=background)

    @field(description="One article, or null.", metadata=weight(calls=1))
    async def article(self, info: Asked, id: strawberry.ID) -> Article | None:
        return await _article(info, id)

    @field(description="Articles, newest first.", metadata=page(calls=1))
    async def articles(self, info: Asked, first: First = 20, after: After = None) -> Connection[Article]:
        window = await info.context.service.articles(first=first, after=after)
        return connect(window, articles.article)

    @field(description="How much is stored.", metadata=weight(calls=1))
    async def corpus(self, info: Asked) -> Corpus:
        return answers.corpus(await info.context.service.store.corpus())


async def _entity(info: Asked, id: str) -> Entity | None:
    found = await info.context.service.entity(id)
    return None if found is None else types.entity(found)


async def _article(info: Asked, id: str) -> Article | None:
    found = await info.context.service.article(id)
    return None if found is None else articles.article(found)
