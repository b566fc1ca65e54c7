"""Relay connections: `edges` with a cursor each, `nodes` for those who need none, `pageInfo`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Generic, TypeVar

import strawberry

from api.paging import Window

T = TypeVar("T")
S = TypeVar("S")

First = Annotated[int, strawberry.argument(description="How many at most; up to 100.")]
After = Annotated[str | None, strawberry.argument(description="A cursor: what follows it.")]


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type(description="One item of a list.")
class Edge(Generic[T]):
    cursor: str
    node: T


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    page_info: PageInfo
    nodes: list[T] = strawberry.field(description="The items, without cursors.")
    edges: list[Edge[T]]
    total: int | None = strawberry.field(description="Length of the whole list, where it is known.")


def page_info(window: Window[S]) -> PageInfo:
    """Where a window stands."""
    cursors = [cursor for _, cursor in window.items]
    return PageInfo(
        has_next_page=window.after,
        has_previous_page=window.before,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )


def connect(window: Window[S], show: Callable[[S], T]) -> Connection[T]:
    """A window as a connection, its items as `show` shows them."""
    edges = [Edge(cursor=cursor, node=show(item)) for item, cursor in window.items]
    return Connection(page_info=page_info(window), nodes=[edge.node for edge in edges], edges=edges, total=window.total)
