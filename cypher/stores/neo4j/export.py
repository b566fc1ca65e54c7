"""All that is stored as lines that are equal for equal stores, whatever the kind of store, page by page."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Sequence
from typing import Any

from cypher.stores import rows
from cypher.stores.neo4j import judging, loading
from cypher.stores.neo4j.server import Row, Session

PAGE = 200


async def lines(session: Session) -> AsyncIterator[str]:
    """Articles by id, entities by id, judgements in time order, links by id."""
    async for page in _pages(session, "articles_by_id", 1):
        for line in await _articles(session, [row[0] for row in page]):
            yield line
    async for page in _pages(session, "entities_by_id", 0):
        for row in page:
            yield rows.canonical("entity", dataclasses.asdict(rows.entity(row)))
    for one in await judging.judgements(session, undone=False):
        yield rows.canonical("judgement", dataclasses.asdict(one))
    async for row in session.each("links_by_id"):
        yield rows.link_line(row)


async def _pages(session: Session, query: str, id_column: int) -> AsyncIterator[list[Row]]:
    after = ""
    while found := await session.rows(query, after=after, limit=PAGE):
        yield found
        after = found[-1][id_column]


async def _articles(session: Session, hashes: Sequence[str]) -> list[str]:
    copies: dict[str, list[dict[str, Any]]] = {}
    for hash_, *row in await session.rows("copies_of", hashes=hashes):
        copies.setdefault(hash_, []).append(
            dict(zip(("id", "url", "publisher", "published", "retrieved"), row, strict=True))
        )
    near: dict[str, list[str]] = {hash_: [] for hash_ in hashes}
    for hash_, other in await session.rows("near_of", hashes=hashes):
        near[hash_].append(other)
    origins = {hash_: origin for hash_, _, origin in await session.rows("origins", hashes=hashes)}
    loaded = await loading.load(session, hashes)
    return [rows.article_line(loaded[one], copies=copies[one], near=near[one], origin=origins[one]) for one in hashes]
