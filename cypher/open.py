"""Store URL → adapter: the only place that knows them all."""

from __future__ import annotations

from cypher.store import GraphStore
from cypher.stores.sqlite import SqliteStore
from schemas.errors import InputError

KNOWN = ("sqlite:///PATH", "sqlite://:memory:", "PATH")


async def open_store(url: str, *, timeout: float = 30.0) -> GraphStore:
    """The store at a path, `sqlite:///path` or `sqlite://:memory:`; a file and its folder are made where there is none.

    `timeout`: seconds to wait for another process that writes. Raises InputError for another URL, StoreError for what
    cannot be opened.
    """
    scheme, mark, rest = url.partition("://")
    if not mark:
        scheme, rest = "sqlite", f"/{url}" if url else ""
    if scheme != "sqlite":
        raise InputError(f"{url!r}: no store of kind {scheme!r}; known: {', '.join(KNOWN)}")
    if rest in (":memory:", "/:memory:"):
        return SqliteStore(":memory:", timeout=timeout)
    if not rest.removeprefix("/") or not rest.startswith("/"):
        raise InputError(f"{url!r} names no file; known: {', '.join(KNOWN)}")
    return SqliteStore(rest[1:], timeout=timeout)
