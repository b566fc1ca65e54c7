"""All that is stored as lines that are equal for equal stores, page by page.

Judgements that no longer stand are history, not state, and stay out; so does the order in which things came.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

from cypher.identity import moment
from cypher.stores import rows
from cypher.stores.sqlite import articles
from cypher.stores.sqlite.database import Row, Session, listed

PAGE = 200


def lines(session: Session) -> Iterator[str]:
    """Articles by id, entities by id, judgements in time order, links by id."""
    yield from _paged(session, "articles_by_id", 1, _articles)
    yield from _paged(session, "entities_by_id", 0, _entities)
    for one in sorted(map(rows.judgement, session.rows("judgements_standing")), key=moment):
        yield rows.canonical("judgement", {**dataclasses.asdict(one)})
    yield from _paged(session, "links_by_id", 0, _links)


def _paged(
    session: Session, query: str, id_column: int, lines_of: Callable[[Session, list[Row]], Iterator[str]]
) -> Iterator[str]:
    after = ""
    while found := session.rows(query, after=after, limit=PAGE):
        yield from lines_of(session, found)
        after = found[-1][id_column]


def _articles(session: Session, found: list[Row]) -> Iterator[str]:
    keys = [row[0] for row in found]
    copies: dict[int, list[dict[str, Any]]] = {}
    for key, *row in session.each("copies_of", articles=listed(keys)):
        copies.setdefault(key, []).append(
            dict(zip(("id", "url", "publisher", "published", "retrieved"), row, strict=True))
        )
    near: dict[int, list[str]] = {key: [] for key in keys}
    for key, other in session.each("near_of", articles=listed(keys)):
        near[key].append(other)
    origins = {key: origin for key, _, origin in session.rows("origins", articles=listed(keys))}
    for key, record in sorted(articles.load(session, keys).items(), key=lambda one: one[1].article.id):
        yield rows.article_line(record, near=near[key], copies=copies[key], origin=origins[key])


def _entities(_: Session, found: list[Row]) -> Iterator[str]:
    for row in found:
        yield rows.canonical("entity", dataclasses.asdict(rows.entity(row)))


def _links(_: Session, found: list[Row]) -> Iterator[str]:
    for row in found:
        yield rows.link_line(row)
