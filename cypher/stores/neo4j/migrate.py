"""Numbered changes of the schema (`cypher/migrations/NNNN_name.cypher`), each applied once, recorded with its checksum.

Neo4j changes its schema outside of transactions that change data, so a migration is made of statements that may run
again (IF NOT EXISTS), and is recorded when all of it is there. One process at a time: the lock node is written first.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources

from cypher.stores.neo4j.server import Server, Session, type_name
from schemas.errors import StoreVersion
from schemas.ontology import relations

FOLDER = "cypher.migrations"
_FILE = re.compile(r"(\d{4})_\w+\.cypher")
_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Migration:
    """One file. Statements that name RELATION are run for each relation of the ontology."""

    number: int
    name: str
    text: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    def statements(self) -> list[str]:
        """What to run, one by one."""
        parts = [one.strip() for one in _COMMENT.sub("", self.text).split(";\n")]
        return [each for one in parts if one for each in _for_relations(one)]


@dataclass(frozen=True, slots=True)
class State:
    """How far a store is: the migrations applied, and those of this program that are missing."""

    applied: Mapping[int, str]
    missing: tuple[Migration, ...]


@cache
def packaged() -> tuple[Migration, ...]:
    """The migrations that this version knows, in order."""
    files = {file.name: file for file in resources.files(FOLDER).iterdir() if _FILE.fullmatch(file.name)}
    return tuple(Migration(int(name[:4]), name, file.read_text("utf-8")) for name, file in sorted(files.items()))


async def state(server: Server, known: Sequence[Migration] | None = None) -> State:
    """Compare a store with this program. Raises StoreVersion for a newer store or a changed migration."""
    known = packaged() if known is None else known
    applied: dict[int, str] = dict(await server.read(_applied))
    if newer := applied.keys() - {one.number for one in known}:
        raise StoreVersion(
            f"the store is of version {max(newer)}, this program knows up to {known[-1].number}: update the program"
        )
    for one in known:
        if applied.get(one.number, one.checksum) != one.checksum:
            raise StoreVersion(f"the store was made by another build: its {one.name} differs from this program's")
    return State(applied, tuple(one for one in known if one.number not in applied))


async def bring_up_to_date(server: Server, known: Sequence[Migration] | None = None) -> State:
    """Apply what is missing. Raises StoreVersion for a newer store or a changed migration."""
    before = await state(server, known)
    if not before.missing:
        return before
    for one in before.missing:
        for statement in one.statements():
            await server.change_schema(statement)

    async def record(session: Session) -> None:
        applied = dict(await _applied(session))  # again: another process may have been first
        for one in before.missing:
            if one.number not in applied:
                await session.rows("migration_put", number=one.number, name=one.name, checksum=one.checksum,
                                   applied=datetime.now(UTC).isoformat(timespec="seconds"))  # fmt: skip

    await server.change_schema("CALL db.awaitIndexes(60)")
    await server.write(record)
    return await state(server, known)


async def _applied(session: Session) -> list[tuple[int, str]]:
    return [(number, checksum) for number, checksum in await session.rows("migrations")]


def _for_relations(statement: str) -> list[str]:
    if "RELATION" not in statement:
        return [statement]
    return [statement.replace("RELATION", type_name(name)) for name in relations()]
