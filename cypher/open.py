"""Store URL → adapter: the only place that knows them all."""

from __future__ import annotations

import os
from urllib.parse import unquote, urlsplit

from cypher.store import GraphStore
from cypher.stores.sqlite import SqliteStore
from schemas.errors import InputError

KNOWN = ("sqlite:///PATH", "sqlite://:memory:", "PATH", "neo4j://[USER:PASSWORD@]HOST[:PORT][/DATABASE]", "bolt://…")
NEO4J = frozenset({"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"})
"""Schemes of a Neo4j server; `neo4j` finds the members of a cluster, `+s` asks for TLS, `+ssc` with any certificate."""
USER_VARIABLE, PASSWORD_VARIABLE = "ENTENTE_NEO4J_USER", "ENTENTE_NEO4J_PASSWORD"


async def open_store(url: str, *, timeout: float = 30.0) -> GraphStore:
    """The store at a path, `sqlite:///path` or `sqlite://:memory:`, or on a Neo4j server; made where there is none.

    `timeout`: seconds to wait for another process that writes, or for a server's answer. The password for a server is
    that of the URL, else of ENTENTE_NEO4J_PASSWORD. Raises InputError for another URL, StoreError for what cannot be
    opened.
    """
    scheme, mark, rest = url.partition("://")
    if not mark:
        scheme, rest = "sqlite", f"/{url}" if url else ""
    if scheme in NEO4J:
        return await _on_server(url, timeout)
    if scheme != "sqlite":
        raise InputError(f"{printable(url)!r}: no store of kind {scheme!r}; known: {', '.join(KNOWN)}")
    if rest in (":memory:", "/:memory:"):
        return SqliteStore(":memory:", timeout=timeout)
    if not rest.removeprefix("/") or not rest.startswith("/"):
        raise InputError(f"{url!r} names no file; known: {', '.join(KNOWN)}")
    return SqliteStore(rest[1:], timeout=timeout)


def printable(url: str) -> str:
    """The URL without user and password, for messages."""
    scheme, mark, rest = url.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"


async def _on_server(url: str, timeout: float) -> GraphStore:
    from cypher.stores.neo4j import Neo4jStore  # late: the embedded store needs no driver
    from cypher.stores.neo4j.server import Server

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
    database = parts.path.strip("/") or None
    return await Neo4jStore.opened(Server(address, user, password, database=database, timeout=timeout))
