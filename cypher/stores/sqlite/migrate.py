"""Numbered changes of the tables (`migrations/NNNN_name.sql`), each applied once and recorded with its checksum."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path

from cypher import library
from schemas.errors import StoreError, StoreVersion

MARK = 0x454E5454
"""SQLite application id of our files: "ENTT"."""
QUERIES = "cypher.stores.sqlite.sql"
FOLDER = "cypher.stores.sqlite.migrations"
_FILE = re.compile(r"(\d{4})_\w+\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    number: int
    name: str
    text: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


@cache
def packaged() -> tuple[Migration, ...]:
    """The migrations that this version knows, in order."""
    files = {file.name: file for file in resources.files(FOLDER).iterdir() if _FILE.fullmatch(file.name)}
    return tuple(Migration(int(name[:4]), name, file.read_text("utf-8")) for name, file in sorted(files.items()))


def bring_up_to_date(connection: sqlite3.Connection, known: tuple[Migration, ...] | None = None) -> None:
    """Apply what is missing, all in one transaction. Raises StoreVersion for a newer store or a changed migration."""
    known = packaged() if known is None else known
    if not _missing(connection, known):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for one in _missing(connection, known):  # again: another process may have been first
            _apply(connection, one)
        connection.execute(f"PRAGMA application_id = {MARK}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _missing(connection: sqlite3.Connection, known: tuple[Migration, ...]) -> list[Migration]:
    applied = _applied(connection)
    if newer := applied.keys() - {one.number for one in known}:
        raise StoreVersion(
            f"the store is of version {max(newer)}, this program knows up to {known[-1].number}: update the program"
        )
    for one in known:
        if applied.get(one.number, one.checksum) != one.checksum:
            raise StoreVersion(f"the store was made by another build: its {one.name} differs from this program's")
    return [one for one in known if one.number not in applied]


def _applied(connection: sqlite3.Connection) -> Mapping[int, str]:
    """Number -> checksum; empty for a new file. Raises StoreError for a database of another program."""
    queries = library.load(QUERIES, ".sql")
    tables = {row[0] for row in connection.execute(queries["tables"].text)}
    if not tables:
        return {}
    if connection.execute("PRAGMA application_id").fetchone()[0] != MARK or "migration" not in tables:
        raise StoreError("the file is an SQLite database, but not an Entente store")
    return dict(connection.execute(queries["migrations"].text))


def _apply(connection: sqlite3.Connection, one: Migration) -> None:
    for statement in statements(one.text):
        connection.execute(statement)
    applied = datetime.now(UTC).isoformat(timespec="seconds")
    values = {"number": one.number, "name": one.name, "checksum": one.checksum, "applied": applied}
    connection.execute(library.load(QUERIES, ".sql")["migration_insert"].text, values)


def statements(text: str) -> Iterator[str]:
    """The statements of a file, one by one (`executescript` would end our transaction)."""
    gathered = ""
    for line in text.splitlines(keepends=True):
        gathered += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""
    if gathered.strip():
        yield gathered


def state(path: str) -> tuple[int, int]:
    """(migrations applied to a file, migrations missing), nothing changed; (0, all) where there is no file."""
    if not Path(path).exists():
        return 0, len(packaged())
    connection = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
    try:
        missing = len(_missing(connection, packaged()))
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}") from error
    finally:
        connection.close()
    return len(packaged()) - missing, missing
