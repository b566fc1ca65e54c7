"""A record in the shape of the gold files, so that the same script scores a person's annotation and the reader's."""

from __future__ import annotations

from typing import Any

from schemas.model import ArticleEntity, ArticleRecord, Claim


def gold_shape(record: ArticleRecord) -> dict[str, Any]:
    """One line of a gold file (see the guidelines of the gold), with a confidence in each claim."""
    return {
        "id": record.article.id,
        "entities": [_entity(entity) for entity in record.entities],
        "claims": [_claim(claim) for claim in record.claims],
    }


def _entity(entity: ArticleEntity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.type.value,
        "kind": entity.kind.value if entity.kind else None,
        "name": entity.name,
        "aliases": list(entity.aliases),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    amount = {"value": claim.amount.value, "currency": claim.amount.currency} if claim.amount else None
    return {
        "subject": claim.subject,
        "relation": claim.relation,
        "object": claim.object,
        "title": claim.title,
        "role": claim.role.value if claim.role else None,
        "event": claim.event.value if claim.event else None,
        "status": claim.status.value,
        "modality": claim.modality.value,
        "amount": amount,
        "stake_percent": claim.stake_percent,
        "date": claim.date.text if claim.date else None,
        "attributed_to": claim.attributed_to,
        "scope": claim.scope,
        "evidence": claim.quote.text,
        "optional": False,
        "confidence": claim.confidence,
    }
