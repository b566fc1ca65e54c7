"""Fields with a resolver, and marks of how much they may come to, which `limits` reads before a query runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import strawberry

F = TypeVar("F", bound=Callable[..., Any])

KEY = "entente"


@dataclass(frozen=True, slots=True)
class Weight:
    """`many`: how many objects a list has, or the argument that says so, of at most `cap`; `calls` of the store."""

    many: int | str = 1
    cap: int = 0
    calls: int = 0


def weight(many: int | str = 1, *, cap: int = 0, calls: int = 0) -> dict[str, Any]:
    """The `metadata` of a strawberry field."""
    return {KEY: Weight(many, cap, calls)}


def page(*, calls: int = 0, cap: int = 100) -> dict[str, Any]:
    """The `metadata` of a field with `first` and `after`."""
    return weight("first", cap=cap, calls=calls)


def field(*, description: str, metadata: dict[str, Any] | None = None) -> Callable[[F], F]:
    """`strawberry.field` around a resolver, without hiding the resolver's type."""
    return cast("Callable[[F], F]", strawberry.field(description=description, metadata=metadata))
