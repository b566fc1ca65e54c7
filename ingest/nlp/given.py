"""What is asked and answered about two given names: plain types, so that asking needs no spaCy."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.model import EntityType, Modality, Status

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GivenPair:
    """`text[start:end]` for each of two names that do not overlap."""

    text: str
    a: Span
    b: Span
    a_type: EntityType = EntityType.ORGANIZATION
    b_type: EntityType = EntityType.ORGANIZATION
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """The likeliest relation, whether `a` is its subject (true where either end is), and how sure that is.

    Where no relation is sure enough `relation`, `status` and `modality` are None, and `confidence` is that of there
    being none: one less that of the likeliest.
    """

    relation: str | None
    forward: bool
    confidence: float
    status: Status | None = None
    modality: Modality | None = None
