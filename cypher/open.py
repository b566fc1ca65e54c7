"""Store URL → adapter: the only place that knows them all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from cypher.store import GraphStore
from cypher.stores.sqlite import SqliteStore
from cypher.stores.sqlite.migrate import state as sqlite_state
from schemas.errors import InputError

if TYPE_CHECKING:
    from cypher.stores.neo4j.server import Server

KNOWN = ("sqlite:///PATH", "sqlite://:memory:", "PATH", "neo4j://[USER:PASSWORD@]HOST[:PORT][/DATABASE]", "bolt://…")
NEO4J = frozenset({"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"})
"""Schemes of a Neo4j server; `neo4j` finds the members of a cluster, `+s` asks for TLS, `+ssc` with any certificate."""
USER_VARIABLE, PASSWORD_VARIABLE = "ENTENTE_NEO4J_USER", "ENTENTE_NEO4J_PASSWORD"


@dataclass(frozen=True, slots=True)
class Versions:
    """Of the changes of schema that this program knows: how many a store has, and how many it lacks."""

    applied: int
    missing: int


async def open_store(url: str, *, timeout: float = 30.0) -> GraphStore:
    """The store at a path, `sqlite:///path` or `sqlite://:memory:`, or on a Neo4j server; made where there is none.

    `timeout`: seconds to wait for another process that writes, or for a server's answer. The password for a server is
    that of the URL, else of ENTENTE_NEO4J_PASSWORD. Raises InputError for another URL, StoreError for what cannot be
    opened.
    """
    if _scheme(url) in NEO4J:
        from cypher.stores.neo4j import Neo4jStore  # late: the embedded store needs no driver

        return await Neo4jStore.opened(_server(url, timeout))
    return SqliteStore(_path(url), timeout=timeout)


async def versions(url: str, *, timeout: float = 30.0) -> Versions:
    """How far a store is; it is looked at and not changed. Raises as `open_store` does."""
    if _scheme(url) not in NEO4J:
        return Versions(*sqlite_state(_path(url)))
    from cypher.stores.neo4j import migrate  # late, as above

    server = _server(url, timeout)
    try:
        held = await migrate.state(server)
    finally:
        await server.close()
    return Versions(len(held.applied), len(held.missing))


def printable(url: str) -> str:
    """The URL without user and password, for messages."""
    scheme, mark, rest = url.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"


def _scheme(url: str) -> str:
    scheme, mark, _ = url.partition("://")
    return scheme if mark else "sqlite"


def _path(url: str) -> str:
    """The file of an embedded store."""
    scheme, mark, rest = url.partition("://")
    if not mark:
        scheme, rest = "sqlite", f"/{url}" if url else ""
    if scheme != "sqlite":
        raise InputError(f"{printable(url)!r}: no store of kind {scheme!r}; known: {', '.join(KNOWN)}")
    if rest in (":memory:", "/:memory:"):
        return ":memory:"
    if not rest.removeprefix("/") or not rest.startswith("/"):
        raise InputError(f"{url!r} names no file; known: {', '.join(KNOWN)}")
    return rest[1:]


def _server(url: str, timeout: float) -> Server:
    """The server that a URL names, not yet connected to."""
    from cypher.stores.neo4j.server import Server  # late, as above

    shown = printable(url)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise InputError(f"{shown!r} is no address of a server") from error
    if not host or parts.query or parts.fragment:
        raise InputError(f"{shown!r} is no address of a server; known: {', '.join(KNOWN)}")
    user = unquote(parts.username or "") or os.environ.get(USER_VARIABLE) or "neo4j"
    password = unquote(parts.password or "") or os.environ.get(PASSWORD_VARIABLE, "")
    if not password:
        raise InputError(f"{shown}: no password; set {PASSWORD_VARIABLE}")
    address = f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port or 7687}"
    return Server(address, user, password, database=parts.path.strip("/") or None, timeout=timeout)
