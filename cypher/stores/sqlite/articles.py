"""Writing and reading what articles say: one row an article, whatever the number of its copies.

Of the ids under which one text came, the one published first (unknown last), then of least id, stands for all, and the
reading that came with it is the one that is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cypher.links import link_id
from cypher.stores import rows
from cypher.stores.checking import check
from cypher.stores.sqlite.database import Session, listed, unlisted
from schemas.model import AddReport, ArticleEntity, ArticleRecord, Claim, EntityType, Kind, Mention

LAST = "9999-99-99"
"""Sorts after every day: where a publication day is not known."""


@dataclass(slots=True)
class Touched:
    """What a write has changed and derivation has to look at again."""

    bases: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)


def add(session: Session, records: Sequence[ArticleRecord], touched: Touched, *, replacing: bool) -> AddReport:
    """Store records; what happened to each, by id. Derived tables are left to the caller."""
    new: list[str] = []
    copies: list[str] = []
    known: list[str] = []
    replaced: list[str] = []
    for record in records:
        id_ = record.article.id
        held = session.one("article_of_copy", id=id_)
        if held and not replacing:
            known.append(id_)
            continue
        check(record)
        if held:
            replaced.append(id_)
            _release(session, held[0], record, touched)
        _add_one(session, record, touched, new=new if not held else [], copies=copies if not held else [])
    return AddReport(tuple(new), tuple(copies), tuple(known), tuple(replaced))


def _add_one(session: Session, record: ArticleRecord, touched: Touched, *, new: list[str], copies: list[str]) -> None:
    """A record whose id is not held, or (of the same text) held."""
    article = record.article
    same = session.one("article_of_text", hash=rows.text_hash(article))
    if same is None:
        key = session.insert("article_insert", **rows.article_values(record))
        new.append(article.id)
    else:
        key = same[0]
        copies.append(article.id)
    session.run(
        "copy_put",
        id=article.id,
        article=key,
        url=article.url,
        publisher=article.publisher,
        published=rows.iso(article.published),
        retrieved=rows.iso(article.retrieved),
    )
    session.many("near_put", [{"copy": article.id, "of": other} for other in record.copy_of if other != article.id])
    touched.articles.add(key)
    if same is None:
        _write_reading(session, key, record, touched)
    else:
        _settle(session, key, record, touched)


def _settle(session: Session, key: int, record: ArticleRecord | None, touched: Touched) -> None:
    """Let the right copy stand for a text; `record` is a reading that has just come for one of them."""
    stands = session.one("copy_first", article=key, last=LAST)
    assert stands is not None
    id_, url, publisher, published, retrieved = stands
    if record is not None and record.article.id == id_:
        _erase_reading(session, key, touched)
        session.run("article_update", key=key, **rows.article_values(record))
        _write_reading(session, key, record, touched)
        return
    held = load(session, [key])[key]
    article = rows.article(
        (id_, held.article.title, held.article.text, held.article.lang, url, publisher, published, retrieved)
    )
    if article == held.article:
        return
    moved = replace(held, article=article)
    _erase_reading(session, key, touched)
    session.run("article_update", key=key, **rows.article_values(moved))
    _write_reading(session, key, moved, touched)


def _release(session: Session, key: int, record: ArticleRecord, touched: Touched) -> None:
    """Make room for a new reading of an id: where its text has changed, take the id off the old text."""
    same = session.one("article_of_text", hash=rows.text_hash(record.article))
    if same is not None and same[0] == key:
        return
    touched.articles |= cluster(session, [key])
    session.run("near_drop", id=record.article.id)
    session.run("copy_drop", id=record.article.id)
    if session.one("copy_first", article=key, last=LAST):
        _settle(session, key, None, touched)
        return
    _erase_reading(session, key, touched)
    session.run("article_drop", key=key)
    touched.articles.discard(key)


# --- readings --------------------------------------------------------------------------------------------------------


def _write_reading(session: Session, key: int, record: ArticleRecord, touched: Touched) -> None:
    identity = dict(record.identity)
    session.many("article_entity_insert", _entity_rows(key, record, identity))
    session.many(
        "mention_insert",
        [
            {"article": key, "entity": number, "place": place, "start": one.start, "end": one.end, "text": one.text}
            for number, entity in enumerate(record.entities)
            for place, one in enumerate(entity.mentions)
        ],
    )
    session.many("band_put", [{"band": rows.band(one), "article": key} for one in set(record.bands)])
    _count(session, record, 1)
    _write_claims(session, key, record, identity, touched)
    touched.bases.update(identity[one.id] for one in record.entities)


def _entity_rows(key: int, record: ArticleRecord, identity: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {
            "article": key,
            "place": place,
            "id": one.id,
            "type": one.type,
            "name": one.name,
            "kind": one.kind,
            "aliases": rows.listed_names(one.aliases),
            "base": identity[one.id],
        }
        for place, one in enumerate(record.entities)
    ]


def _write_claims(
    session: Session, key: int, record: ArticleRecord, identity: Mapping[str, str], touched: Touched
) -> None:
    """Claims with the links they belong to. Of one statement made twice the surer reading is kept."""
    surest: dict[str, tuple[int, Claim]] = {}
    for place, claim in enumerate(record.claims):
        id_ = rows.claim_id(record.article.id, claim)
        if id_ not in surest or claim.confidence > surest[id_][1].confidence:
            surest[id_] = (surest[id_][0] if id_ in surest else place, claim)
    entities = members(session, identity.values())
    found = []
    for id_, (place, claim) in surest.items():
        bases = identity[claim.subject], identity[claim.object]
        link = link_of(claim.relation, entities[bases[0]], entities[bases[1]])
        if link:
            touched.links.add(link)
        more = {"article": key, "place": place, "subject_base": bases[0], "object_base": bases[1], "link": link}
        found.append({**rows.claim_values(id_, claim), **more})
    session.many("claim_insert", found)


def members(session: Session, bases: Iterable[str]) -> dict[str, str]:
    """Each id -> the entity it belongs to (itself where nothing was judged)."""
    asked = list(bases)
    held: dict[str, str] = dict(session.rows("members", bases=listed(asked)))
    return {base: held.get(base, base) for base in asked}


def link_of(relation: str, subject: str, object_: str) -> str | None:
    """The link that a claim on these entities belongs to; none where both are one."""
    return None if subject == object_ else link_id(subject, relation, object_)


def _erase_reading(session: Session, key: int, touched: Touched) -> None:
    """Take away what was read from an article; its row stays."""
    record = load(session, [key])[key]
    touched.bases.update(base for _, base in record.identity)
    touched.links.update(row[0] for row in session.rows("links_of_articles", articles=listed([key])))
    _count(session, record, -1)
    for query in ("claims_drop", "mentions_drop", "article_entities_drop", "bands_drop"):
        session.run(query, article=key)


def _count(session: Session, record: ArticleRecord, step: int) -> None:
    """Count names and kinds of an article's entities in (step 1) or out (step -1)."""
    identity = dict(record.identity)
    fullest = {(identity[one.id], one.name) for one in record.entities}
    used = fullest | {(identity[one.id], name) for one in record.entities for name in one.aliases}
    natures = Counter((identity[one.id], one.type, one.kind) for one in record.entities)
    session.many(
        "form_count",
        [
            {"base": base, "name": name, "fullest": step * ((base, name) in fullest), "used": step}
            for base, name in sorted(used)
        ],
    )
    session.many(
        "nature_count",
        [{"base": base, "type": type_, "kind": kind or "", "used": step} for base, type_, kind in natures],
    )
    if step < 0:
        bases = listed(sorted(set(identity.values())))
        session.run("form_sweep", bases=bases)
        session.run("nature_sweep", bases=bases)


# --- origins ---------------------------------------------------------------------------------------------------------


def cluster(session: Session, keys: Iterable[int]) -> set[int]:
    """These articles and all that are tied to them by near copies, step by step."""
    found, fringe = set(keys), set(keys)
    while fringe:
        fringe = {row[0] for row in session.rows("near_articles", articles=listed(sorted(fringe)))} - found
        found |= fringe
    return found


def regroup(session: Session, touched: Touched) -> None:
    """Set the origin of the touched articles and of those near them: the least article id of each cluster."""
    left = set(touched.articles)
    while left:
        group = cluster(session, [left.pop()])
        left -= group
        held = session.rows("origins", articles=listed(sorted(group)))
        if not held:
            continue
        least = min(id_ for _, id_, _ in held)
        changed = [key for key, _, origin in held if origin != least]
        session.many("origin_put", [{"key": key, "origin": least} for key in changed])
        touched.links.update(row[0] for row in session.rows("links_of_articles", articles=listed(changed)))


# --- reading back ----------------------------------------------------------------------------------------------------


def load(session: Session, keys: Sequence[int], *, judged: bool = False) -> dict[int, ArticleRecord]:
    """Key -> record. `identity` holds ids as the resolver gave them, or after judgements where `judged`."""
    asked = listed(list(keys))
    entities: dict[int, list[ArticleEntity]] = {key: [] for key in keys}
    identity: dict[int, list[tuple[str, str]]] = {key: [] for key in keys}
    claims: dict[int, list[Claim]] = {key: [] for key in keys}
    mentions: dict[tuple[int, int], list[Mention]] = {}
    bands: dict[int, list[int]] = {key: [] for key in keys}
    near: dict[int, list[str]] = {key: [] for key in keys}
    for key, entity, start, end, text in session.each("mentions_of", articles=asked):
        mentions.setdefault((key, entity), []).append(Mention(start, end, text))
    for key, place, id_, type_, name, kind, aliases, base, member in session.each("entities_of", articles=asked):
        entities[key].append(
            ArticleEntity(
                id=id_,
                type=EntityType(type_),
                name=name,
                kind=Kind(kind) if kind else None,
                aliases=tuple(unlisted(aliases)),
                mentions=tuple(mentions.get((key, place), ())),
            )
        )
        identity[key].append((id_, member if judged else base))
    for key, *row in session.each("claims_of", articles=asked):
        claims[key].append(rows.claim(tuple(row)))
    for key, band in session.each("bands_of", articles=asked):
        bands[key].append(band % (1 << 64))
    for key, other in session.each("copy_of", articles=asked):
        near[key].append(other)
    found = {}
    for key, made_by, notes, *row in session.each("articles_of", articles=asked):
        found[key] = ArticleRecord(
            article=rows.article(tuple(row)),
            entities=tuple(entities[key]),
            claims=tuple(claims[key]),
            made_by=made_by,
            identity=tuple(identity[key]),
            bands=tuple(sorted(bands[key])),
            copy_of=tuple(sorted(near[key])),
            notes=tuple(unlisted(notes)),
        )
    return found
