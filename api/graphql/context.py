"""What the resolvers of one request share."""

from __future__ import annotations

from collections.abc import Iterable

from strawberry.dataloader import DataLoader
from strawberry.fastapi import BaseContext
from strawberry.types import Info
from strawberry.types.nodes import SelectedField, Selection

from api.graphql.loaders import evidence_loader
from api.service import Service
from schemas.model import Evidence


class Context(BaseContext):
    """The service, and a loader that lives as long as the request."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self.service = service
        self.evidence: DataLoader[str, tuple[Evidence, ...]] = evidence_loader(service)


Asked = Info[Context, None]


def asks(info: Asked, field: str) -> bool:
    """Whether the query asks for a field of that name somewhere below this one."""
    return _holds(info.selected_fields, field)


def _holds(selections: Iterable[Selection], field: str) -> bool:
    for one in selections:
        if one.directives.get("skip") == {"if": True} or one.directives.get("include") == {"if": False}:
            continue
        if isinstance(one, SelectedField) and one.name == field:
            return True
        if _holds(one.selections, field):
            return True
    return False
