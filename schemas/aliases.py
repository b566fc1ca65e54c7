"""Who is known by which names in the AI industry: `data/aliases.yaml`, to which a newsroom adds a file of its own.

A file has two lists, `organizations` and `people`. An entry has `name`, `kind` (organizations only), `source` and
`aliases`, each a name, or `{name: …, context: true}` for one that is also a common word or somebody else's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas import data
from schemas.errors import DataError
from schemas.model import EntityType, Kind
from schemas.names import entity_id, fold

PACKAGED = "aliases.yaml"
SECTIONS = {"organizations": EntityType.ORGANIZATION, "people": EntityType.PERSON}
"""List in the file -> type of its entries."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor. `aliases` stand for it anywhere; `context` only beside a fuller name (or where the kind fits)."""

    id: str
    name: str
    type: EntityType
    kind: Kind | None = None
    aliases: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    source: str = ""


class AliasTable:
    """Entries found by any spelling of their names. One alias claimed by two entries of a type is a DataError."""

    def __init__(self, entries: Iterable[tuple[Entry, str]] = ()) -> None:
        """Takes (entry, its place in a file, for messages); a later entry with an id replaces the earlier one."""
        kept = {entry.id: (entry, place) for entry, place in entries}
        self._entries: Mapping[str, Entry] = {id_: entry for id_, (entry, _) in kept.items()}
        self._names: dict[tuple[EntityType, str], Entry] = {}
        self._context: dict[tuple[EntityType, str], tuple[Entry, ...]] = {}
        for entry, place in kept.values():
            self._add(entry, place)

    def lookup(self, type_: EntityType, name: str) -> Entry | None:
        """The entry whose name or alias this is, whatever the spelling; context-only aliases are not looked at."""
        return self._names.get((type_, fold(name)))

    def in_context(self, type_: EntityType, name: str) -> tuple[Entry, ...]:
        """Entries that this name may stand for, but only in an article that also names them more fully."""
        return self._context.get((type_, fold(name)), ())

    def get(self, id_: str) -> Entry | None:
        """The entry of that entity id."""
        return self._entries.get(id_)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def _add(self, entry: Entry, place: str) -> None:
        for name in (entry.name, *entry.aliases):
            other = self._names.setdefault((entry.type, fold(name)), entry)
            if other is not entry:
                raise DataError(f"{place}: {name!r} already stands for {other.name}")
        for name in entry.context:
            key = (entry.type, fold(name))
            if entry not in self._context.get(key, ()):
                self._context[key] = (*self._context.get(key, ()), entry)


def load(extra: Path | None = None) -> AliasTable:
    """The packaged table, loaded once; with `extra`, a newsroom's file over it (same type and name: replaced).

    Raises DataError naming file and entry for a bad one.
    """
    if extra is None:
        return _packaged()
    return AliasTable([*_entries(data.packaged(PACKAGED)), *_entries(data.own(extra))])


@cache
def _packaged() -> AliasTable:
    return AliasTable(_entries(data.packaged(PACKAGED)))


def _entries(rows: Iterable[data.Row]) -> Iterator[tuple[Entry, str]]:
    """Entries of one file, in which none may come twice."""
    seen: dict[str, str] = {}
    for row in rows:
        entry = _entry(row)
        if entry.id in seen:
            raise row.error(f"comes twice; first: {seen[entry.id]}")
        seen[entry.id] = row.place
        yield entry, row.place


def _entry(row: data.Row) -> Entry:
    if row.section not in SECTIONS:
        raise row.error(f"unknown list; known: {', '.join(SECTIONS)}")
    type_ = SECTIONS[row.section]
    required = {"name", "source"} | ({"kind"} if type_ is EntityType.ORGANIZATION else set())
    row.check(frozenset(required), frozenset({"aliases"}))
    name = row.fields["name"]
    names = _names(row)
    return Entry(
        id=entity_id(type_, name),
        name=name,
        type=type_,
        kind=_kind(row),
        aliases=tuple(alias for alias, context in names if not context),
        context=tuple(alias for alias, context in names if context),
        source=row.fields["source"],
    )


def _kind(row: data.Row) -> Kind | None:
    value = row.fields.get("kind")
    try:
        return None if value is None else Kind(value)
    except ValueError:
        raise row.error(f"unknown kind {value!r}; known: {', '.join(Kind)}") from None


def _names(row: data.Row) -> list[tuple[str, bool]]:
    """(alias, context-only?) as the entry lists them."""
    listed = row.fields.get("aliases", [])
    if not isinstance(listed, list):
        raise row.error("'aliases' must be a list")
    found = []
    for one in listed:
        fields = one if isinstance(one, dict) else {"name": one}
        name, context = fields.get("name"), fields.get("context", False)
        if (
            not isinstance(name, str)
            or not name.strip()
            or not isinstance(context, bool)
            or fields.keys() - {"name", "context"}
        ):
            raise row.error(f"{one!r} is no alias: write a name, or {{name: …, context: true}}")
        found.append((name, context))
    return found
