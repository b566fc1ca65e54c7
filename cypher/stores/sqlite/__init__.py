"""The embedded store: one SQLite file."""

from cypher.stores.sqlite.store import SqliteStore

__all__ = ["SqliteStore"]
