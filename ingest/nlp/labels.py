"""The label tables of the model, in the order in which it is trained; a shipped model carries those of its training."""

from __future__ import annotations

from schemas.model import EntityType, Event, Kind, Modality, Role, Status
from schemas.ontology import relations

TYPES: tuple[str, ...] = tuple(one.value for one in EntityType)
TAGS: tuple[str, ...] = ("O", *(f"{part}-{name}" for name in TYPES for part in "BI"))
"""Outside, then beginning and inside of each type: tag `1 + 2 * type` begins, the next one goes on."""
KINDS: tuple[str, ...] = tuple(one.value for one in Kind)
RELATIONS: tuple[str, ...] = tuple(relations())
STATUSES: tuple[str, ...] = tuple(one.value for one in Status)
MODALITIES: tuple[str, ...] = tuple(one.value for one in Modality)
EVENTS: tuple[str, ...] = ("none", *(one.value for one in Event))
ROLES: tuple[str, ...] = tuple(one.value for one in Role)

SYMMETRIC: frozenset[int] = frozenset(at for at, one in enumerate(relations().values()) if one.symmetric)
ALLOWED: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = tuple(
    (
        tuple(at for at, name in enumerate(TYPES) if EntityType(name) in one.subject),
        tuple(at for at, name in enumerate(TYPES) if EntityType(name) in one.object),
    )
    for one in relations().values()
)
"""For each relation the types that its subject and its object may have."""
