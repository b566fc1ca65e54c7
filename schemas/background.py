"""Ties that every reader of the field knows, each with its source: `data/background.yaml`, and a newsroom's own file.

A file has one list for each relation, under the relation's name; only rivalries and owners may be told so (what the
ontology marks `rivalry: true` or `owner: object`). A fact has `subject`, `object`, `source` and, where days are known,
`since` and `until`. Names resolve through the alias table.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path

from schemas import aliases, data
from schemas.aliases import AliasTable, Entry
from schemas.model import BackgroundFact, EntityType
from schemas.ontology import RelationType, relations

PACKAGED = "background.yaml"


def allowed() -> tuple[str, ...]:
    """Names of the relations in which background facts may be told, in the ontology's order."""
    return tuple(name for name, one in relations().items() if one.rivalry or one.owner == "object")


def load(extra: Path | None = None, *, table: AliasTable | None = None) -> tuple[BackgroundFact, ...]:
    """The packaged facts, loaded once; with `extra`, a newsroom's file over them (same pair: replaced).

    `table` is the newsroom's alias table where it has one. Raises DataError naming file and entry for a bad one, a name
    that the table lacks among them.
    """
    if extra is None and table is None:
        return _packaged()
    known = aliases.load() if table is None else table
    facts = _facts(data.packaged(PACKAGED), known)
    return tuple((facts | _facts(data.own(extra), known) if extra else facts).values())


@cache
def _packaged() -> tuple[BackgroundFact, ...]:
    return tuple(_facts(data.packaged(PACKAGED), aliases.load()).values())


Pair = tuple[str, str, str]


def _facts(rows: Iterable[data.Row], table: AliasTable) -> dict[Pair, BackgroundFact]:
    """The facts of one file by what they say, in its order; none may come twice."""
    facts: dict[Pair, BackgroundFact] = {}
    for row in rows:
        pair, fact = _fact(row, table)
        if pair in facts:
            raise row.error(f"{fact.subject} and {fact.object} come twice under {fact.relation}")
        facts[pair] = fact
    return facts


def _fact(row: data.Row, table: AliasTable) -> tuple[Pair, BackgroundFact]:
    if row.section not in allowed():
        raise row.error(f"no list for background facts; known: {', '.join(allowed())}")
    row.check(frozenset({"subject", "object", "source"}), frozenset({"since", "until"}))
    kind = relations()[row.section]
    ends = [_end(row, table, kind, side) for side in ("subject", "object")]
    if ends[0] is ends[1]:
        raise row.error(f"both ends are {ends[0].name}")
    since, until = _day(row, "since"), _day(row, "until")
    if since and until and since > until:
        raise row.error(f"ends on {until}, before it began on {since}")
    subject, object_ = (one.id for one in ends)
    first, second = sorted((subject, object_)) if kind.symmetric else (subject, object_)
    fact = BackgroundFact(subject, row.section, object_, row.fields["source"], since, until)
    return (row.section, first, second), fact


def _end(row: data.Row, table: AliasTable, kind: RelationType, side: str) -> Entry:
    name = row.fields[side]
    allowed_types = kind.subject if side == "subject" else kind.object
    for type_ in EntityType:
        if type_ in allowed_types and (entry := table.lookup(type_, name)):
            return entry
    raise row.error(f"{name!r} is not in the alias table")


def _day(row: data.Row, key: str) -> date | None:
    value = row.fields.get(key)
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise row.error(f"{key!r} must be a day as in 2025-06-12, not {value!r}")
