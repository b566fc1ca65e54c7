"""Questions to the graph about names, links of one entity, evidence, and articles page by page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from cypher.links import counts, ordered
from cypher.overlap import can_hold
from cypher.store import Page, SearchHit
from cypher.stores import rows
from cypher.stores.neo4j import derive, loading
from cypher.stores.neo4j.server import Session
from cypher.stores.paging import beginnings, checked, closest, key, whole
from schemas.model import ArticleRecord, Corpus, Entity, Evidence, Link, LinkFilter
from schemas.names import fold
from schemas.ontology import relations

WORDS = 32
"""Words of a search that are looked for; no name holds more."""


async def corpus(session: Session) -> Corpus:
    """How much is stored."""
    row = await session.one("corpus")
    assert row is not None
    count, first, last, entities, links, claims = row
    return Corpus(count, rows.day(first), rows.day(last), entities, links, claims)


async def known(session: Session, ids: Sequence[str]) -> frozenset[str]:
    """Those ids that are stored."""
    return frozenset(row[0] for row in await session.over("known", ids=[whole(one) for one in ids]))


async def copies(session: Session, id_: str) -> list[tuple[str, str | None, str, date | None]]:
    """(id, publisher, url, published) of all copies of an article."""
    found = await session.rows("copies", id=whole(id_))
    return [(one, publisher, url, rows.day(day)) for one, publisher, url, day in found]


async def near(session: Session, bands: Sequence[int]) -> list[tuple[str, str]]:
    """(id, body) of articles that share a band."""
    found = await session.over("near_bands", bands=[rows.band(one) for one in bands])
    return [(id_, f"{title}\n{text}") for id_, title, text in found]


async def article(session: Session, id_: str) -> ArticleRecord | None:
    """The article that stands for an id, entity ids after judgements."""
    row = await session.one("text_of", id=whole(id_))
    return None if row is None else (await loading.load(session, [row[0]], judged=True))[row[0]]


async def article_page(session: Session, *, limit: int, after: str | None) -> Page[ArticleRecord]:
    """Newest first, unknown day last, then by id."""
    day, id_ = key(after, str, str) if after else ("~", None)
    found = await session.rows("articles_page", day=day, id=id_, limit=checked(limit) + 1)
    loaded = await loading.load(session, [row[0] for row in found[:limit]], judged=True)
    following = None if len(found) <= limit else json.dumps(found[limit - 1][1:])
    return Page(tuple(loaded[row[0]] for row in found[:limit]), following)


async def find(session: Session, name: str) -> list[Entity]:
    """Entities by exact name, else by folded name."""
    name = whole(name)
    found = await session.rows("find_exact", name=name) or await session.rows("find_folded", folded=fold(name))
    return [rows.entity(row) for row in found]


async def entity(session: Session, id_: str) -> Entity | None:
    """The entity into which an id belongs."""
    found = await linked(session, id_)
    return None if found is None else found[0]


async def linked(session: Session, id_: str) -> tuple[Entity, int] | None:
    """The entity into which an id belongs, and how many links it has."""
    row = await session.one("entity_of", id=whole(id_))
    return None if row is None else (rows.entity(row[:5]), row[5])


async def nearest(session: Session, name: str, limit: int) -> list[str]:
    """The name of each entity that comes closest, best entities first."""
    name, held = whole(name), await session.rows("names")
    return closest(name, held, limit)


async def search(session: Session, text: str, *, limit: int, after: str | None) -> Page[SearchHit]:
    """Names that hold words beginning like those of the text; a name that is the text goes first, then more links."""
    text = whole(text)
    plain = list(dict.fromkeys(derive.plain_words(text).split()))[:WORDS]
    if not plain:
        return Page()
    exact, links_, id_ = key(after, int, int, str) if after else (None, None, None)
    found = await session.rows(
        "search", words=beginnings(plain), plain=plain, folded=fold(text), exact=exact, links=links_, id=id_,
        limit=checked(limit) + 1,
    )  # fmt: skip
    hits = [SearchHit(rows.entity(row[:5]), row[5], row[6] + 1 - 1 / (1 + row[5])) for row in found[:limit]]
    last = found[limit - 1] if len(found) > limit else None
    return Page(tuple(hits), None if last is None else json.dumps([last[6], last[5], last[0]]))


async def links(session: Session, id_: str, *, filter: LinkFilter | None, limit: int, after: str | None) -> Page[Link]:
    """By relation in the ontology's order, then surer and better founded first, then id."""
    found = await _links_of(session, id_)
    if filter is not None:
        day: date | None = filter.as_of
        found = [one for one in found if counts(one, filter) and (day is None or can_hold(one, day))]
    keyed = sorted((_place(one), one.id) for one in found)
    by_id = {one.id: one for one in found}
    if after:
        last = key(after, list, str)
        keyed = [one for one in keyed if (list(one[0]), one[1]) > last]
    page = keyed[: checked(limit)]
    following = json.dumps(page[-1]) if len(keyed) > limit else None
    return Page(tuple(by_id[one] for _, one in page), following)


async def _links_of(session: Session, id_: str) -> list[Link]:
    me = await entity(session, id_)
    if me is None:
        return []
    found = await session.rows("links_of_entity", id=me.id)
    ends = sorted({end for row in found for end in row[:2]})
    nodes = {row[0]: rows.entity(row) for row in await session.over("entities", ids=ends)}
    return [rows.link(row[2:], *ordered(row[3], nodes[row[0]], nodes[row[1]])) for row in found]


def _place(one: Link) -> tuple[int, float, int]:
    return (list(relations()).index(one.relation), -one.confidence, -one.origins)


async def evidence(session: Session, ids: Sequence[str]) -> Mapping[str, tuple[Evidence, ...]]:
    """Link id -> its claims, newest publication first, then by id."""
    found: dict[str, list[Evidence]] = {}
    for link, *row in await session.over("evidence", links=[whole(one) for one in ids]):
        found.setdefault(link, []).append(rows.evidence(tuple(row)))
    return {link: tuple(claims) for link, claims in found.items()}
