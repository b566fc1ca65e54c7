"""The relations, loaded once from `ontology.yaml` and checked. Code asks for properties, never for a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from schemas.errors import DataError
from schemas.model import EntityType

ATTRIBUTES = frozenset({"title", "role", "amount", "stake"})
FAMILIES = frozenset({"money", "people", "trade", "conflict"})


@dataclass(frozen=True, slots=True)
class RelationType:
    """One block of `ontology.yaml`; `owner` is "subject", "object" or None."""

    name: str
    subject: frozenset[EntityType]
    object: frozenset[EntityType]
    symmetric: bool
    attributes: frozenset[str]
    family: str
    owner: str | None
    rivalry: bool
    ended: str
    labels: Mapping[str, Mapping[str, str]]

    def allows(self, subject: EntityType, object_: EntityType) -> bool:
        """Whether this relation may hold between ends of these types."""
        return subject in self.subject and object_ in self.object


@cache
def relations() -> Mapping[str, RelationType]:
    """Relation name -> its type, in the order of the file. Raises DataError for a bad block."""
    text = resources.files("schemas").joinpath("ontology.yaml").read_text("utf-8")
    return {name: _relation(name, block) for name, block in yaml.safe_load(text).items()}


def relation(name: str) -> RelationType:
    """The relation of that name. Raises DataError for an unknown one."""
    try:
        return relations()[name]
    except KeyError:
        raise DataError(f"unknown relation {name!r}; known: {', '.join(relations())}") from None


def owning() -> Mapping[str, str]:
    """Relation name -> the end that owns ("subject" or "object"), for those in which one end does."""
    return {name: one.owner for name, one in relations().items() if one.owner}


def _relation(name: str, block: Mapping[str, Any]) -> RelationType:
    attributes = frozenset(block["attributes"])
    if (
        attributes - ATTRIBUTES
        or block["family"] not in FAMILIES
        or block.get("owner") not in (None, "subject", "object")
    ):
        raise DataError(f"ontology.yaml, {name}: unknown attribute, family or owner")
    return RelationType(
        name=name,
        subject=frozenset(EntityType(one) for one in block["subject"]),
        object=frozenset(EntityType(one) for one in block["object"]),
        symmetric=block["symmetric"],
        attributes=attributes,
        family=block["family"],
        owner=block.get("owner"),
        rivalry=block.get("rivalry", False),
        ended=block["ended"],
        labels=block["labels"],
    )
