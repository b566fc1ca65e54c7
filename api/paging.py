"""Windows on lists that can grow, with a cursor for each item that survives what comes in between.

A cursor holds the store's key from which its page was read and, but for the last item of a page, the item's own id.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from cypher.store import Page
from schemas.errors import InputError

T = TypeVar("T")

PAGE = 100
"""Most items of one page."""

_FAR = 3
"""How many pages are looked through for the item of a cursor before the list is said to have changed."""


@dataclass(frozen=True, slots=True)
class Window(Generic[T]):
    """Some of a list: each item with its cursor, whether there is more after and before, the whole length if known."""

    items: tuple[tuple[T, str], ...] = ()
    after: bool = False
    before: bool = False
    total: int | None = None


def encode(base: str | None, item: str | None) -> str:
    """A cursor: after the item `item` of the page that starts at the store's key `base`."""
    text = json.dumps([base, item], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode("utf-8")).decode("ascii").rstrip("=")


def decode(cursor: str | None) -> tuple[str | None, str | None]:
    """What `encode` was given. Raises InputError for what is no cursor."""
    if cursor is None:
        return None, None
    try:
        parts = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        parts = None
    match parts:
        case [str() | None as base, str() | None as item] if base is not None or item is not None:
            return base, item
    raise InputError("“after” takes a cursor that this list gave.")


async def window(
    fetch: Callable[[int, str | None], Awaitable[Page[T]]],
    ident: Callable[[T], str],
    *,
    first: int,
    after: str | None,
) -> Window[T]:
    """The `first` items after a cursor of a list in the store, where `fetch(limit, key)` reads a page of it.

    Raises InputError for a foreign cursor, or where its item has left the list.
    """
    base, item = decode(after)
    seen = item is None
    found: list[tuple[T, str]] = []
    for _ in range(_FAR):
        page = await fetch(first if seen and not found else PAGE, base)
        for one in page.items:
            if seen:
                found.append((one, encode(base, ident(one))))
            seen = seen or ident(one) == item
        if found and page.next is not None:
            found[-1] = (found[-1][0], encode(page.next, None))
        if page.next is None or len(found) >= first:
            break
        base = page.next
    if not seen:
        raise _moved()
    return Window(tuple(found[:first]), len(found) > first or page.next is not None, after is not None)


def cut(items: Sequence[T], ident: Callable[[T], str], *, first: int, after: str | None) -> Window[T]:
    """The `first` items after a cursor of a list that is here whole. Raises InputError like `window`."""
    item = decode(after)[1]
    start = 0 if after is None else 1 + _index((ident(one) for one in items), item)
    shown = items[start : start + first]
    return Window(
        tuple((one, encode(None, ident(one))) for one in shown),
        start + len(shown) < len(items),
        start > 0,
        len(items),
    )


def _index(idents: Iterable[str], item: str | None) -> int:
    for index, one in enumerate(idents):
        if one == item:
            return index
    raise _moved()


def _moved() -> InputError:
    return InputError("The item of that cursor is no longer in the list: begin again without “after”.")
