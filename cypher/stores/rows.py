"""Plain types to values that a database keeps, and back, the same for every store; and the lines of an export."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cypher.links import ClaimFact
from schemas import dates
from schemas.model import (
    Article,
    ArticleRecord,
    Bounds,
    Claim,
    Entity,
    EntityType,
    Event,
    Evidence,
    Judgement,
    Kind,
    Link,
    Modality,
    Money,
    Quote,
    Role,
    Status,
    Verdict,
)

Row = Sequence[Any]
LINK = (
    *("id", "subject", "relation", "object", "status", "modality", "contested"),
    *("since_lo", "since_hi", "until_lo", "until_hi", "confidence", "origins", "claims", "newest"),
)
"""Columns of a link as `link_line` takes them."""


def day(text: str | None) -> date | None:
    """A day as the tables keep it."""
    return None if text is None else date.fromisoformat(text)


def iso(value: date | datetime | None) -> str | None:
    """A day or a moment for the tables."""
    return None if value is None else value.isoformat()


def moment(text: str | None) -> datetime | None:
    """A day with its time as the tables keep it."""
    return None if text is None else datetime.fromisoformat(text)


def span(text: str | None) -> dates.DateSpan | None:
    """A date with its precision as the tables keep it."""
    return None if text is None else dates.parse(text)


def text_hash(article: Article) -> str:
    """Equal for equal texts, title included."""
    return hashlib.blake2b(article.body.encode(), digest_size=16).hexdigest()


def band(value: int) -> int:
    """A band of 64 bits as the signed number that a column holds."""
    return value - (1 << 64) if value >= 1 << 63 else value


def claim_id(article: str, claim: Claim) -> str:
    """The same for the same statement in the same article, however sure the reader was of it."""
    said = (
        article, claim.relation, claim.subject, claim.object, claim.status, claim.modality, claim.event, claim.title,
        claim.role, claim.amount and (claim.amount.value, claim.amount.currency), claim.stake_percent,
        claim.date and claim.date.text, claim.attributed_to, claim.scope, claim.quote.text, claim.quote.start,
        claim.quote.end,
    )  # fmt: skip
    return "c:" + hashlib.blake2b(json.dumps(said).encode(), digest_size=12).hexdigest()


def claim_values(id_: str, claim: Claim) -> dict[str, object]:
    """A claim's own columns."""
    return {
        "id": id_,
        "relation": claim.relation,
        "subject": claim.subject,
        "object": claim.object,
        "status": claim.status,
        "modality": claim.modality,
        "event": claim.event,
        "title": claim.title,
        "role": claim.role,
        "amount_value": claim.amount.value if claim.amount else None,
        "amount_currency": claim.amount.currency if claim.amount else None,
        "stake_percent": claim.stake_percent,
        "date": claim.date.text if claim.date else None,
        "attributed_to": claim.attributed_to,
        "scope": claim.scope,
        "quote": claim.quote.text,
        "start": claim.quote.start,
        "end": claim.quote.end,
        "confidence": claim.confidence,
    }


def claim(row: Row) -> Claim:
    """The columns that `claim_values` gives, `id` left out."""
    (relation, subject, object_, status, modality, event, title, role, value, currency, stake, day_, by, scope, quote,
     start, end, confidence) = row  # fmt: skip
    return Claim(
        relation=relation,
        subject=subject,
        object=object_,
        status=Status(status),
        modality=Modality(modality),
        quote=Quote(quote, start, end),
        confidence=confidence,
        event=Event(event) if event else None,
        title=title,
        role=Role(role) if role else None,
        amount=None if value is None else Money(value, currency),
        stake_percent=stake,
        date=span(day_),
        attributed_to=by,
        scope=scope,
    )


def article_values(record: ArticleRecord) -> dict[str, object]:
    """An article's own columns."""
    article = record.article
    return {
        "id": article.id,
        "hash": text_hash(article),
        "title": article.title,
        "text": article.text,
        "lang": article.lang,
        "url": article.url,
        "publisher": article.publisher,
        "published": iso(article.published),
        "retrieved": iso(article.retrieved),
        "made_by": record.made_by,
        "notes": json.dumps(record.notes, ensure_ascii=False),
    }


def article(row: Row) -> Article:
    """id, title, text, lang, url, publisher, published, retrieved."""
    id_, title, text, lang, url, publisher, published, retrieved = row
    return Article(id_, title, text, lang, url, publisher, day(published), moment(retrieved))


def fact(row: Row) -> ClaimFact:
    """claim, article, publisher, origin, published, status, modality, event, date, confidence."""
    claim_, article_, publisher, origin, published, status, modality, event, date_, confidence = row
    return ClaimFact(
        claim=claim_,
        article=article_,
        publisher=publisher,
        origin=origin,
        published=day(published),
        status=Status(status),
        modality=Modality(modality),
        event=Event(event) if event else None,
        date=span(date_),
        confidence=confidence,
    )


def entity(row: Row) -> Entity:
    """id, type, name, kind, aliases (a list, or its JSON)."""
    id_, type_, name, kind, aliases = row
    return Entity(
        id_,
        EntityType(type_),
        name,
        Kind(kind) if kind else None,
        tuple(json.loads(aliases) if isinstance(aliases, str) else aliases),
    )


def link_values(link: Link, ends: tuple[str, str]) -> dict[str, object]:
    """A link's columns; `ends` are the ids as the table keeps them."""
    return {
        "id": link.id,
        "subject": ends[0],
        "relation": link.relation,
        "object": ends[1],
        "status": link.status,
        "modality": link.modality,
        "contested": link.contested,
        "since_lo": iso(link.since.lo),
        "since_hi": iso(link.since.hi),
        "until_lo": iso(link.until.lo),
        "until_hi": iso(link.until.hi),
        "confidence": link.confidence,
        "origins": link.origins,
        "claims": link.claims,
        "newest": iso(link.newest),
    }


def link(row: Row, subject: Entity, object_: Entity) -> Link:
    """id, relation, status, modality, contested, since_lo … until_hi, confidence, origins, claims, newest."""
    id_, relation, status, modality, contested, *days, confidence, origins, claims, newest = row
    since_lo, since_hi, until_lo, until_hi = map(day, days)
    return Link(
        id=id_,
        subject=subject,
        relation=relation,
        object=object_,
        status=Status(status),
        modality=Modality(modality),
        contested=bool(contested),
        since=Bounds(since_lo, since_hi),
        until=Bounds(until_lo, until_hi),
        confidence=confidence,
        origins=origins,
        claims=claims,
        newest=day(newest),
    )


def evidence(row: Row) -> Evidence:
    """The columns of `evidence.sql` from `claim` on."""
    (claim_, quote, start, end, article_, url, publisher, published, lang, status, modality, confidence, event, title,
     role, value, currency, stake, date_, by, made_by) = row  # fmt: skip
    return Evidence(
        claim=claim_,
        quote=quote,
        start=start,
        end=end,
        article=article_,
        url=url,
        publisher=publisher,
        published=day(published),
        lang=lang,
        status=Status(status),
        modality=Modality(modality),
        confidence=confidence,
        event=Event(event) if event else None,
        title=title,
        role=Role(role) if role else None,
        amount=None if value is None else Money(value, currency),
        stake_percent=stake,
        date=span(date_),
        attributed_to=by,
        made_by=made_by,
    )


def judgement(row: Row) -> Judgement:
    """id, left, right, verdict, who, made, why, undone."""
    id_, left, right, verdict, who, made, why, undone = row
    return Judgement(left, right, Verdict(verdict), who, datetime.fromisoformat(made), why, id_, bool(undone))


def judgement_values(one: Judgement) -> dict[str, object]:
    """A judgement's columns."""
    return {
        "id": one.id,
        "left": one.left,
        "right": one.right,
        "verdict": one.verdict,
        "who": one.who,
        "made": one.when.isoformat(),
        "why": one.why,
    }


def judgement_id(one: Judgement) -> str:
    """The same for the same decision, so that it can be brought in twice."""
    said = (*sorted((one.left, one.right)), one.verdict, one.who, one.when.isoformat(), one.why)
    return "j:" + hashlib.blake2b(json.dumps(said).encode(), digest_size=12).hexdigest()


def canonical(kind: str, values: Mapping[str, Any]) -> str:
    """One line of an export."""
    return json.dumps({"type": kind, **values}, ensure_ascii=False, sort_keys=True, default=_plain)


def article_line(
    record: ArticleRecord, *, near: Sequence[str], copies: Sequence[Mapping[str, Any]], origin: str
) -> str:
    """The line of an article; `near` are the ids of articles that are near copies of it."""
    plain = dataclasses.asdict(record)
    for claim_, of in zip(plain["claims"], record.claims, strict=True):
        claim_["id"] = claim_id(record.article.id, of)
        claim_["date"] = of.date.text if of.date else None
    article_ = plain.pop("article")
    more = {"identity": dict(record.identity), "copy_of": sorted(near), "copies": list(copies), "origin": origin}
    return canonical("article", {**article_, **plain, **more})


def link_line(row: Row) -> str:
    """The line of a link, from the columns LINK."""
    plain = dict(zip(LINK, row, strict=True))
    since, until = [plain.pop("since_lo"), plain.pop("since_hi")], [plain.pop("until_lo"), plain.pop("until_hi")]
    return canonical("link", {**plain, "contested": bool(plain["contested"]), "since": since, "until": until})


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"no plain form of {value!r}")


def listed_names(names: Sequence[str]) -> str:
    """Aliases for a column."""
    return json.dumps(list(names), ensure_ascii=False)
