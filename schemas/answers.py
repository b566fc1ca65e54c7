"""Answers as plain JSON values: the shapes of the command line's `--json`, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from schemas.model import (
    Bounds,
    Conflict,
    ConflictAnswer,
    Corpus,
    Entity,
    Evidence,
    Hop,
    Leg,
    Link,
    LinkFilter,
    PathAnswer,
)

Json = dict[str, Any]


def path_answer(
    answer: PathAnswer, *, start: Entity, end: Entity, filter: LinkFilter, max_hops: int, background: bool
) -> Json:
    """`{"from", "to", "paths": [{"hops", "score"}], "truncated", "searched"}`."""
    return {
        "from": start.name,
        "to": end.name,
        "paths": [{"hops": [_hop(hop) for hop in path.hops], "score": path.score} for path in answer.paths],
        "truncated": answer.truncated,
        "searched": searched(answer.corpus, filter, max_hops=max_hops, background=background),
    }


def conflict_answer(answer: ConflictAnswer, *, filter: LinkFilter, background: bool, rules: Sequence[str]) -> Json:
    """`{"conflicts": [{"rule", "roles", "legs", "overlap", "severity", "by_claims_only"}], "searched"}`."""
    return {
        "conflicts": [conflict(one) for one in answer.conflicts],
        "searched": searched(answer.corpus, filter, background=background, rules=list(rules)),
    }


def entity_answer(entity: Entity, legs: Sequence[Leg], *, corpus: Corpus, filter: LinkFilter) -> Json:
    """`{"entity": {"name", "type", "kind", "aliases"}, "links": [LINK], "searched"}`."""
    return {
        "entity": {
            "id": entity.id,
            "name": entity.name,
            "type": entity.type.value,
            "kind": entity.kind.value if entity.kind else None,
            "aliases": list(entity.aliases),
        },
        "links": [leg_shape(leg) for leg in legs],
        "searched": searched(corpus, filter),
    }


def conflict(one: Conflict) -> Json:
    """One conflict, its roles by name."""
    return {
        "rule": one.rule,
        "roles": {role: entity.name for role, entity in one.roles},
        "legs": [leg_shape(leg) for leg in one.legs],
        "overlap": one.overlap.value,
        "severity": one.severity,
        "by_claims_only": one.by_claims_only,
    }


def leg_shape(leg: Leg) -> Json:
    """A link with its evidence."""
    return {**link_shape(leg.link), "evidence": [evidence_shape(one) for one in leg.evidence]}


def link_shape(link: Link) -> Json:
    """LINK of the shapes, without evidence; `source` says where a background fact is from."""
    shape: Json = {
        "subject": link.subject.name,
        "relation": link.relation,
        "object": link.object.name,
        "status": link.status.value,
        "modality": link.modality.value,
        "contested": link.contested,
        "since": _bounds(link.since),
        "until": _bounds(link.until),
        "confidence": link.confidence,
        "origins": link.origins,
        "background": link.background is not None,
    }
    if link.background is not None:
        shape["source"] = link.background
    return shape


def evidence_shape(one: Evidence) -> Json:
    """One claim's words and where they stand; offsets count in title, line feed, text."""
    return {
        "quote": one.quote,
        "article": one.article,
        "publisher": one.publisher,
        "published": _iso(one.published),
        "attributed_to": one.attributed_to,
        "start": one.start,
        "end": one.end,
        "source_is_party": one.source_is_party,
        "status": one.status.value,
        "modality": one.modality.value,
        "title": one.title,
        "amount": {"value": one.amount.value, "currency": one.amount.currency} if one.amount else None,
        "stake_percent": one.stake_percent,
        "date": one.date.text if one.date else None,
        "confidence": one.confidence,
        "url": one.url,
        "lang": one.lang,
        "made_by": one.made_by,
    }


def searched(corpus: Corpus, filter: LinkFilter, **more: Any) -> Json:
    """How much was searched, and with which filters."""
    return {
        "articles": corpus.articles,
        "first": _iso(corpus.first),
        "last": _iso(corpus.last),
        "filters": {
            "relations": sorted(filter.relations) if filter.relations is not None else None,
            "statuses": sorted(filter.statuses) if filter.statuses is not None else None,
            "min_confidence": filter.min_confidence,
            "min_origins": filter.min_origins,
            "planned": filter.planned,
            "hedged": filter.hedged,
            "as_of": _iso(filter.as_of),
            **more,
        },
    }


def _hop(hop: Hop) -> Json:
    return {"from": hop.start.name, "to": hop.end.name, "links": [leg_shape(leg) for leg in hop.legs]}


def _bounds(bounds: Bounds) -> list[str | None]:
    return [_iso(bounds.lo), _iso(bounds.hi)]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
