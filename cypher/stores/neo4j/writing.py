"""Articles into the graph: a batch is worked out in memory (`record`) and written in few queries, in sorted order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cypher.links import link_id
from cypher.stores import rows
from cypher.stores.neo4j import derive, loading
from cypher.stores.neo4j.record import Batch, Copy, Tally, Text, bases_of, count
from cypher.stores.neo4j.server import Session
from schemas.model import AddReport, ArticleRecord
from schemas.ontology import relation as relation_type


@dataclass(slots=True)
class Touched:
    """What a write has changed: the resolver's ids with their entities, and links with their ends."""

    entity: dict[str, str] = field(default_factory=dict)
    links: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def link(self, relation: str, subject: str, object_: str) -> str | None:
        """The link that a claim on these ids of entities belongs to, now touched; none where both are one."""
        if subject == object_:
            return None
        id_ = link_id(subject, relation, object_)
        if id_ not in self.links:
            self.links[id_] = ends(relation, subject, object_)
        return id_


def ends(relation: str, subject: str, object_: str) -> tuple[str, str, str]:
    """(subject, relation, object) as the graph keeps them: of a symmetric relation in the order of ids."""
    if relation_type(relation).symmetric and object_ < subject:
        return object_, relation, subject
    return subject, relation, object_


async def add(session: Session, records: Sequence[ArticleRecord], *, replacing: bool) -> AddReport:
    """Store records and bring entities and links up to date; see `GraphStore.add`."""
    ids = sorted({one.article.id for one in records})
    known = set() if replacing else {row[0] for row in await session.over("known", ids=ids)}
    fresh = [one for one in records if one.article.id not in known]
    if not fresh:
        return AddReport(known=tuple(one.article.id for one in records))
    await session.rows("lock")
    batch = await _held(session, fresh)
    batch.known = known
    before = await loading.near_articles(session, batch.texts) if replacing else {}
    report = batch.add(records, replacing=replacing)
    if batch.copies_put or batch.copies_dropped:
        changed = batch.changed()
        touched = Touched()
        tallies = await _tallies(session, changed, touched)
        await _write(session, batch, changed, tallies, touched)
        gone = {text.hash for text in batch.texts.values() if text.record is None}
        put = {hash_ for hash_, _ in batch.copies_put.values()}
        await _regroup(session, ({*before, *put} | {text.hash for text in changed}) - gone, touched)
        bases = bases_of([one for text in changed for one in (text.before, text.record)])
        await derive.entities(session, {touched.entity[base] for base in bases})
        await derive.links(session, touched.links)
        await session.over("actors_sweep", ids=sorted(bases))
    return report


async def _held(session: Session, records: Sequence[ArticleRecord]) -> Batch:
    """The texts of the store under these ids, and those that are equal to these."""
    batch = Batch()
    ids = sorted({one.article.id for one in records})
    hashes = sorted({rows.text_hash(one.article) for one in records})
    for hash_, id_, url, publisher, published, retrieved in await session.rows("texts_of", ids=ids, hashes=hashes):
        text = batch.texts.setdefault(hash_, Text(hash_))
        text.copies[id_] = Copy(id_, url, publisher, rows.day(published), rows.moment(retrieved))
        batch.where[id_] = hash_
    if batch.texts:
        for hash_, record in (await loading.load(session, sorted(batch.texts))).items():
            batch.texts[hash_].record = batch.texts[hash_].before = replace(record, copy_of=())
    return batch


async def _tallies(session: Session, changed: Sequence[Text], touched: Touched) -> dict[str, Tally]:
    """What is said of the ids that these texts name, the changes counted in; notes to which entities they belong."""
    bases = bases_of([one for text in changed for one in (text.before, text.record)])
    tallies: dict[str, Tally] = {}
    for id_, tally, entity in await session.rows("actors", ids=sorted(bases)):
        tallies[id_] = derive.tally(tally)
        touched.entity[id_] = entity
    for base in bases:
        touched.entity.setdefault(base, base)
    for text in changed:
        if text.before:
            count(tallies, text.before, -1)
        if text.record:
            count(tallies, text.record, 1)
    return tallies


async def _write(
    session: Session, batch: Batch, changed: Sequence[Text], tallies: dict[str, Tally], touched: Touched
) -> None:
    again = [text.hash for text in changed if text.before]
    await session.over("copies_drop", ids=sorted(batch.copies_dropped))
    await session.over("readings_drop", hashes=again)
    gone = [text.hash for text in changed if text.record is None]
    await session.over("articles_drop", hashes=gone)
    records = {text.hash: text.record for text in changed if text.record}
    await session.many("articles_put", [{"hash": h, "values": _article(one)} for h, one in records.items()])
    copies = [{"hash": h, "id": id_, "values": _copy(one)} for id_, (h, one) in sorted(batch.copies_put.items())]
    await session.many("copies_put", copies)
    await session.many("near_put", [{"copy": one, "of": other} for one, other in sorted(batch.near_added)])
    await session.many("actors_put", [{"id": id_, "tally": derive.text(one)} for id_, one in sorted(tallies.items())])
    for text in changed:
        if text.before:
            _claims(text.hash, text.before, touched)  # the links that its claims were under are touched, too
    await session.many("bands_put", [row for h, one in records.items() for row in _bands(h, one)])
    await session.many("mentions_put", [row for h, one in records.items() for row in _mentions(h, one)])
    await session.many("claims_put", [row for h, one in records.items() for row in _claims(h, one, touched)])


async def _regroup(session: Session, hashes: set[str], touched: Touched) -> None:
    """Set the origin of these articles and of those near them: the least article id of each cluster."""
    near = await loading.near_articles(session, hashes)
    held = {hash_: (id_, origin) for hash_, id_, origin in await session.rows("origins", hashes=sorted(near))}
    changed = []
    left = set(held)
    while left:
        group, fringe = set(), {left.pop()}
        while fringe:
            group |= fringe
            fringe = {other for hash_ in fringe for other in near[hash_]} - group
        left -= group
        least = min(held[hash_][0] for hash_ in group)
        changed += [{"hash": hash_, "origin": least} for hash_ in sorted(group) if held[hash_][1] != least]
    if changed:
        await session.many("origins_put", changed)
        for tie in await session.rows("ties_of_articles", hashes=[one["hash"] for one in changed]):
            touched.link(*tie)


# --- rows ------------------------------------------------------------------------------------------------------------


def _article(record: ArticleRecord) -> dict[str, object]:
    values = rows.article_values(record)
    return {**values, "day": values["published"] or ""}


def _copy(copy: Copy) -> dict[str, object]:
    return {
        "url": copy.url,
        "publisher": copy.publisher,
        "published": rows.iso(copy.published),
        "retrieved": rows.iso(copy.retrieved),
    }


def _bands(hash_: str, record: ArticleRecord) -> list[dict[str, object]]:
    return [{"hash": hash_, "band": rows.band(one)} for one in record.bands]


def _mentions(hash_: str, record: ArticleRecord) -> list[dict[str, object]]:
    identity = dict(record.identity)
    return [
        {
            "hash": hash_,
            "base": identity[one.id],
            "values": {
                "place": place,
                "id": one.id,
                "type": one.type,
                "name": one.name,
                "kind": one.kind,
                "aliases": list(one.aliases),
                "starts": [mention.start for mention in one.mentions],
                "ends": [mention.end for mention in one.mentions],
                "texts": [mention.text for mention in one.mentions],
            },
        }
        for place, one in enumerate(record.entities)
    ]


def _claims(hash_: str, record: ArticleRecord, touched: Touched) -> list[dict[str, object]]:
    """Rows of claims with the links they belong to, which are touched."""
    identity = dict(record.identity)
    found: list[dict[str, object]] = []
    for place, claim in enumerate(record.claims):
        subject, object_ = identity[claim.subject], identity[claim.object]
        link = touched.link(claim.relation, touched.entity[subject], touched.entity[object_])
        values = rows.claim_values(rows.claim_id(record.article.id, claim), claim)
        values = {**values, "place": place, "link": link}
        found.append({"hash": hash_, "subject": subject, "object": object_, "values": values})
    return found
