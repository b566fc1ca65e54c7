"""Questions to the tables that need no graph: names, links of one entity, evidence, articles page by page."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from cypher.links import counts, ordered
from cypher.overlap import can_hold
from cypher.store import Page, SearchHit
from cypher.stores import rows
from cypher.stores.paging import checked, closest, key, whole
from cypher.stores.sqlite import articles
from cypher.stores.sqlite.database import Session, listed
from schemas.model import ArticleRecord, Corpus, Entity, Evidence, Link, LinkFilter
from schemas.names import fold
from schemas.ontology import relations


def corpus(session: Session) -> Corpus:
    """How much is stored."""
    row = session.one("corpus")
    assert row is not None
    count, first, last, entities, links, claims = row
    return Corpus(count, rows.day(first), rows.day(last), entities, links, claims)


def known(session: Session, ids: Sequence[str]) -> frozenset[str]:
    """Those ids that are stored."""
    return frozenset(row[0] for row in session.rows("known", ids=listed(list(ids))))


def copies(session: Session, id_: str) -> list[tuple[str, str | None, str, date | None]]:
    """(id, publisher, url, published) of all copies of an article."""
    return [(id_, publisher, url, rows.day(day)) for id_, publisher, url, day in session.rows("copies", id=whole(id_))]


def near(session: Session, bands: Sequence[int]) -> list[tuple[str, str]]:
    """(id, body) of articles that share a band."""
    found = session.rows("near_bands", bands=listed([rows.band(one) for one in bands]))
    return [(id_, f"{title}\n{text}") for id_, title, text in found]


def article(session: Session, id_: str) -> ArticleRecord | None:
    """The article that stands for an id, entity ids after judgements."""
    key = session.one("article_of_copy", id=whole(id_))
    return None if key is None else articles.load(session, [key[0]], judged=True)[key[0]]


def article_page(session: Session, *, limit: int, after: str | None) -> Page[ArticleRecord]:
    """Newest first, unknown day last, then by id."""
    day, id_ = key(after, str, str) if after else ("", None)
    found = session.rows("articles_page", published=day, id=id_, limit=checked(limit) + 1)
    loaded = articles.load(session, [row[0] for row in found[:limit]], judged=True)
    following = None if len(found) <= limit else json.dumps([found[limit - 1][1] or "", found[limit - 1][2]])
    return Page(tuple(loaded[row[0]] for row in found[:limit]), following)


def find(session: Session, name: str) -> list[Entity]:
    """Entities by exact name, else by folded name."""
    name = whole(name)
    found = session.rows("find_exact", name=name) or session.rows("find_folded", folded=fold(name))
    return [rows.entity(row) for row in found]


def entity(session: Session, id_: str) -> Entity | None:
    """The entity into which an id belongs."""
    row = session.one("entity_of", id=whole(id_))
    return None if row is None else rows.entity(row)


def nearest(session: Session, name: str, limit: int) -> list[str]:
    """The name of each entity that comes closest, best entities first."""
    name, held = whole(name), session.rows("names")
    return closest(name, held, limit)


def search(session: Session, text: str, *, limit: int, after: str | None) -> Page[SearchHit]:
    """Names that hold words beginning like those of the text; a name that is the text goes first, then more links."""
    text = whole(text)
    words = _words(text)
    if not words:
        return Page()
    exact, links, id_ = key(after, int, int, str) if after else (None, None, None)
    found = session.rows(
        "search", words=words, folded=fold(text), exact=exact, links=links, id=id_, limit=checked(limit) + 1
    )
    hits = [SearchHit(rows.entity(row[:5]), row[5], row[6] + 1 - 1 / (1 + row[5])) for row in found[:limit]]
    following = (
        None if len(found) <= limit else json.dumps([found[limit - 1][6], found[limit - 1][5], found[limit - 1][0]])
    )
    return Page(tuple(hits), following)


def links(session: Session, id_: str, *, filter: LinkFilter | None, limit: int, after: str | None) -> Page[Link]:
    """By relation in the ontology's order, then surer and better founded first, then id."""
    found = _links_of(session, id_)
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


def _links_of(session: Session, id_: str) -> list[Link]:
    me = entity(session, id_)
    if me is None:
        return []
    found = session.rows("links_of_entity", entity=me.id)
    ends = {end for row in found for end in row[:2]}
    entities = {row[0]: rows.entity(row) for row in session.rows("entities", ids=listed(sorted(ends)))}
    return [rows.link(row[2:], *ordered(row[3], entities[row[0]], entities[row[1]])) for row in found]


def _place(one: Link) -> tuple[int, float, int]:
    return (list(relations()).index(one.relation), -one.confidence, -one.origins)


def evidence(session: Session, ids: Sequence[str]) -> Mapping[str, tuple[Evidence, ...]]:
    """Link id -> its claims, newest publication first, then by id."""
    found: dict[str, list[Evidence]] = {}
    for link, *row in session.each("evidence", links=listed(list(ids))):
        found.setdefault(link, []).append(rows.evidence(tuple(row)))
    return {link: tuple(claims) for link, claims in found.items()}


def _words(text: str) -> str:
    """A full-text query in which nothing of the text is syntax: each word quoted, as the beginning of a word."""
    parts = [part for part in text.replace("\0", " ").split() if any(map(_counts, part))]
    return " ".join('"' + part.replace('"', '""') + '"*' for part in parts)


def _counts(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LN" or unicodedata.category(sign) == "Co"
