"""Between the claims records of schemas.wire and the plain types of schemas.model, both ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from schemas import dates, ontology
from schemas.errors import InputError
from schemas.model import Article, ArticleEntity, ArticleRecord, Claim, EntityType, Mention, Money, Quote
from schemas.wire import ClaimsRecord, ClaimWire, EntityWire

Json = dict[str, Any]
LEAST_CONFIDENCE = 0.0001
MAX_SHOWN = 80


def to_record(
    wire: ClaimsRecord, article: Article, *, made_by: str, clean: Callable[[str], str] = str.strip
) -> ArticleRecord:
    """The article with the claims of the wire record; `clean` does to names and evidence what was done to the text.

    Raises InputError naming the claim whose ends, relation or evidence do not fit. What is left out is in `notes`.
    """
    notes: list[str] = []
    entities = _entities(wire.entities, article.body, clean, notes)
    by_id = {entity.id: entity for entity in entities}
    claims = [
        _claim(one, f"claim {number}", by_id, article.body, clean, notes) for number, one in enumerate(wire.claims, 1)
    ]
    return ArticleRecord(article, entities, tuple(claims), made_by, notes=tuple(notes))


def from_record(record: ArticleRecord) -> Json:
    """The record in the shape of the gold files, with confidence and `made_by`; JSON values only."""
    article = record.article
    return {
        "id": article.id,
        "lang": article.lang,
        "url": article.url,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "title": article.title,
        "text": article.text,
        "entities": [_entity_shape(entity) for entity in record.entities],
        "claims": [_claim_shape(claim) for claim in record.claims],
        "made_by": record.made_by,
    }


def locate(words: str, body: str) -> Quote | None:
    """Where the words stand in the body, white space aside; the first place where there are several."""
    start = body.find(words) if words else -1
    if start >= 0:
        return Quote(words, start, start + len(words))
    parts = [re.escape(part) for part in words.split()]
    match = re.search(r"\s+".join(parts), body) if parts else None
    return Quote(match.group(), match.start(), match.end()) if match else None


def mentions(body: str, aliases: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[Mention, ...]]:
    """Entity id -> the places where one of its aliases stands as a whole word; the longest alias wins a place.

    `aliases` maps entity id -> names. A name that two entities share goes to the first of them.
    """
    owner: dict[str, str] = {}
    for id_, names in aliases.items():
        for name in names:
            owner.setdefault(" ".join(name.split()), id_)
    owner.pop("", None)
    found: dict[str, list[Mention]] = {id_: [] for id_ in aliases}
    longest_first = sorted(owner, key=lambda name: (-len(name), name))
    if longest_first:
        patterns = [r"\s+".join(re.escape(part) for part in name.split()) for name in longest_first]
        for match in re.finditer(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", body):
            name = " ".join(match.group().split())
            found[owner[name]].append(Mention(match.start(), match.end(), match.group()))
    return {id_: tuple(places) for id_, places in found.items()}


def _entities(
    wires: Iterable[EntityWire], body: str, clean: Callable[[str], str], notes: list[str]
) -> tuple[ArticleEntity, ...]:
    names: dict[str, tuple[EntityWire, str, tuple[str, ...]]] = {}
    for wire in wires:
        name = clean(wire.name)
        if not name:
            raise InputError(f"entity {wire.id}: its name is empty")
        if wire.id in names:
            raise InputError(f"entity {wire.id} ({_short(name)}): the id stands twice")
        names[wire.id] = wire, name, tuple(dict.fromkeys([name, *filter(None, map(clean, wire.aliases))]))
    places = mentions(body, {id_: aliases for id_, (_, _, aliases) in names.items()})
    for id_, (_, name, _) in names.items():
        if not places[id_]:
            notes.append(f"entity {id_} ({_short(name)}) is not named in title or text")
    return tuple(
        ArticleEntity(
            id=id_,
            type=wire.type,
            name=name,
            kind=wire.kind if wire.type is EntityType.ORGANIZATION else None,
            aliases=aliases,
            mentions=places[id_],
        )
        for id_, (wire, name, aliases) in names.items()
    )


def _claim(
    wire: ClaimWire,
    number: str,
    entities: Mapping[str, ArticleEntity],
    body: str,
    clean: Callable[[str], str],
    notes: list[str],
) -> Claim:
    label = f"{number} ({_name(wire.subject, entities)} {wire.relation} {_name(wire.object, entities)})"
    for end in (wire.subject, wire.object):
        if end not in entities:
            raise InputError(f"{label}: no entity has the id {_short(end)}")
    if wire.subject == wire.object:
        raise InputError(f"{label}: both ends are one entity")
    relation = ontology.relation(wire.relation)
    if not relation.allows(entities[wire.subject].type, entities[wire.object].type):
        raise InputError(f"{label}: the relation does not hold between ends of these types")
    quote = locate(clean(wire.evidence), body)
    if quote is None:
        raise InputError(f"{label}: its evidence is not in title or text: “{_short(wire.evidence)}”")
    given = {"title": wire.title, "role": wire.role, "amount": wire.amount, "stake": wire.stake_percent}
    extra = {name for name, value in given.items() if value is not None} - relation.attributes
    if extra:
        notes.append(f"{label}: {', '.join(sorted(extra))} left out, {relation.name} takes none")
    return Claim(
        relation=relation.name,
        subject=wire.subject,
        object=wire.object,
        status=wire.status,
        modality=wire.modality,
        quote=quote,
        confidence=max(round(wire.confidence, 4), LEAST_CONFIDENCE),
        event=wire.event,
        title=None if "title" in extra else wire.title,
        role=None if "role" in extra else wire.role,
        amount=None if wire.amount is None or "amount" in extra else Money(wire.amount.value, wire.amount.currency),
        stake_percent=None if "stake" in extra else wire.stake_percent,
        date=dates.parse(wire.date) if wire.date else None,
        attributed_to=wire.attributed_to,
        scope=wire.scope,
    )


def _name(id_: str, entities: Mapping[str, ArticleEntity]) -> str:
    return _short(entities[id_].name if id_ in entities else id_)


def _entity_shape(entity: ArticleEntity) -> Json:
    return {
        "id": entity.id,
        "type": entity.type.value,
        "kind": entity.kind.value if entity.kind else None,
        "name": entity.name,
        "aliases": list(dict.fromkeys([entity.name, *entity.aliases])),
    }


def _claim_shape(claim: Claim) -> Json:
    amount = claim.amount
    return {
        "subject": claim.subject,
        "relation": claim.relation,
        "object": claim.object,
        "title": claim.title,
        "role": claim.role.value if claim.role else None,
        "event": claim.event.value if claim.event else None,
        "status": claim.status.value,
        "modality": claim.modality.value,
        "amount": {"value": _number(amount.value), "currency": amount.currency} if amount else None,
        "stake_percent": None if claim.stake_percent is None else _number(claim.stake_percent),
        "date": claim.date.text if claim.date else None,
        "attributed_to": claim.attributed_to,
        "scope": claim.scope,
        "optional": False,
        "evidence": claim.quote.text,
        "confidence": claim.confidence,
    }


def _number(value: float) -> int | float:
    """Whole numbers without a decimal point."""
    return int(value) if float(value).is_integer() else value


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_SHOWN else f"{line[: MAX_SHOWN - 1]}…"
