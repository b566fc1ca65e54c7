"""Finding what fits a conflict rule: joins over links, never over all combinations."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from cypher.store import ConflictQuery
from schemas.model import Conflict, Entity, Link


class LinkSource(Protocol):
    """Where links are looked up while one question is answered; what it says must not change meanwhile."""

    def of(self, entity: str) -> Collection[Link]:
        """Every link with that entity at either end, also those that do not count; empty for an unknown id."""
        ...

    def all(self, relation: str) -> Collection[Link]:
        """Every link of that relation, also those that do not count."""
        ...

    def entity(self, id: str) -> Entity | None:
        """The entity of that id, if there is one."""
        ...


def find(rules: tuple[object, ...], links: LinkSource, query: ConflictQuery) -> tuple[Conflict, ...]:
    raise NotImplementedError
