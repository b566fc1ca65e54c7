"""What follows from the record: entities with their names, and links. Only what a write has touched is made again."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from cypher.links import ClaimFact, derive
from cypher.stores import rows
from cypher.stores.naming import merged
from cypher.stores.neo4j.record import Tally
from cypher.stores.neo4j.server import Session, type_name
from schemas.model import Entity, Link
from schemas.names import fold

Row = dict[str, object]
Ends = tuple[str, str, str]
"""Subject, relation, object, the ends by id, as the graph keeps them."""


def tally(text: str | None) -> Tally:
    """A tally from the property that keeps it."""
    held = json.loads(text) if text else {"names": {}, "natures": []}
    return Tally(held["names"], Counter({(type_, kind): times for type_, kind, times in held["natures"]}))


def text(one: Tally) -> str:
    """A tally for the property that keeps it; empty where nobody says anything."""
    if not one:
        return ""
    natures = sorted((*nature, times) for nature, times in one.natures.items())
    return json.dumps({"names": one.names, "natures": natures}, ensure_ascii=False, sort_keys=True)


def plain_words(name: str) -> str:
    """The words of a name without accents and case, apart by spaces: what search looks through."""
    signs = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(sign for sign in signs if not unicodedata.combining(sign))))


async def entities(session: Session, ids: Collection[str]) -> None:
    """Make these entities again from what articles call the ids that belong to them."""
    asked = sorted(ids)
    gathered: dict[str, Tally] = {}
    for id_, held_tally in await session.rows("groups", ids=asked):
        gathered.setdefault(id_, Tally()).add(tally(held_tally))
    held = {row[0]: rows.entity(row) for row in await session.rows("entities", ids=asked)}
    now = {id_: merged(id_, one.names, one.kinds()) for id_, one in gathered.items()}
    changed = [one for id_, one in sorted(now.items()) if held.get(id_) != one]
    lost = sorted(held.keys() - now.keys())
    await session.many("entities_put", [{"id": one.id, "values": _values(one)} for one in changed])
    await session.over("entities_drop", ids=lost)
    await _names(session, {one.id: one for one in changed})


async def _names(session: Session, changed: Mapping[str, Entity]) -> None:
    held = {tuple(row) for row in await session.rows("names_of", ids=list(changed))} if changed else set()
    now = {(id_, name) for id_, one in changed.items() for name in (one.name, *one.aliases)}
    await session.many("names_drop", [{"entity": id_, "name": name} for id_, name in sorted(held - now)])
    fresh = [
        {"entity": id_, "name": name, "folded": fold(name), "words": plain_words(name)}
        for id_, name in sorted(now - held)
    ]
    await session.many("names_put", fresh)


def _values(one: Entity) -> dict[str, object]:
    return {"id": one.id, "type": one.type, "name": one.name, "kind": one.kind, "aliases": list(one.aliases)}


# --- links -----------------------------------------------------------------------------------------------------------


async def links(session: Session, touched: Mapping[str, Ends]) -> None:
    """Make these links again from the claims that are under them."""
    if not touched:
        return
    facts: dict[str, list[ClaimFact]] = {}
    for id_, _, _, _, *fact in await session.rows("facts_of", links=sorted(touched)):
        facts.setdefault(id_, []).append(rows.fact(tuple(fact)))
    by_ends = sorted(touched, key=lambda id_: (touched[id_][1], touched[id_]))  # one order for all writers
    asked = [{"id": id_, "subject": touched[id_][0], "object": touched[id_][2]} for id_ in by_ends]
    held = {row[0]: row for row in await session.rows("links_between", rows=asked)}
    near = {id_ for link in facts for id_ in (touched[link][0], touched[link][2])}
    nodes = {row[0]: rows.entity(row) for row in await session.rows("entities", ids=sorted(near))}
    new: list[Row] = []
    changed: list[Row] = []
    lost: list[Row] = []
    for id_ in by_ends:
        subject, relation, object_ = touched[id_]
        row: Row = {"subject": subject, "relation": type_name(relation), "object": object_}
        if id_ not in facts:
            if id_ in held:
                lost.append({**row, "id": id_})
            continue
        link = derive(nodes[subject], relation, nodes[object_], facts[id_])
        values = rows.link_values(link, (subject, object_))
        if id_ not in held:
            new.append({**row, "values": _said(link)})
        elif tuple(values.values()) != held[id_]:
            changed.append({**row, "values": _said(link)})
    await session.many("links_drop", lost)
    await session.many("links_put", new)
    await session.many("links_change", changed)
    await _count(session, new, lost)


async def _count(session: Session, new: Sequence[Row], lost: Sequence[Row]) -> None:
    steps: Counter[object] = Counter()
    for rows_, step in ((new, 1), (lost, -1)):
        for one in rows_:
            steps[one["subject"]] += step
            steps[one["object"]] += step
    if new or lost:
        moved = [{"id": id_, "step": step} for id_, step in sorted(steps.items(), key=str) if step]
        await session.rows("links_count", rows=moved, total=len(new) - len(lost))


def _said(link: Link) -> dict[str, object]:
    """The properties of the relationship, readable in Neo4j Browser; those that are open are not there."""
    values = rows.link_values(link, ("", ""))
    return {name: value for name, value in values.items() if name not in ("subject", "relation", "object")}
