"""Judgements: which ids are one entity, and what follows for entities and links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cypher.identity import moment, partition, standing
from cypher.stores import rows
from cypher.stores.neo4j import derive
from cypher.stores.neo4j.server import Session
from cypher.stores.neo4j.writing import Touched
from schemas.errors import InputError
from schemas.model import Judgement


async def judge(session: Session, judgement: Judgement) -> Judgement:
    """Keep a judgement; see `GraphStore.judge`. Raises InputError where both ids are one."""
    if judgement.left == judgement.right:
        raise InputError(f"{judgement.left!r} is one id: a judgement is about two")
    kept = replace(judgement, id=rows.judgement_id(judgement), undone=False)
    await session.rows("lock")
    await session.rows("judgement_put", id=kept.id, values=rows.judgement_values(kept))
    on_pair = [rows.judgement(row) for row in await session.rows("judgements_on", left=kept.left, right=kept.right)]
    winner = standing(on_pair)[0]
    replaced = [one.id for one in on_pair if one.id != winner.id]
    if replaced:
        await session.rows("judgements_end", ids=replaced, state="replaced")
    await _regroup(session)
    return kept


async def undo(session: Session, id_: str) -> None:
    """Undo a judgement; one that no longer stands stays as it is."""
    if await session.one("judgement_of", id=id_) is None:
        raise InputError(f"there is no judgement {id_!r}")
    await session.rows("lock")
    await session.rows("judgements_end", ids=[id_], state="undone")
    await _regroup(session)


async def judgements(session: Session, *, undone: bool) -> list[Judgement]:
    """Those that stand, in time order; with `undone` also those that were undone, and those that others replaced."""
    held = await session.rows("judgements")
    return sorted((rows.judgement(row[:-1]) for row in held if undone or row[-1]), key=moment)


async def _regroup(session: Session) -> None:
    """Bring identity, entities and links up to date after judgements have changed."""
    every = await session.rows("judgements")
    now = partition([], [rows.judgement(row[:-1]) for row in every if row[-1]])
    named = sorted({id_ for row in every for id_ in row[1:3]})
    held = {id_: entity for id_, _, entity in await session.rows("actors", ids=named)}
    moved = {id_: now.get(id_, id_) for id_ in named if held.get(id_) != now.get(id_, id_)}
    if not moved:
        await session.rows("actors_sweep", ids=named)
        return
    await session.many("members_put", [{"id": id_, "entity": entity} for id_, entity in sorted(moved.items())])
    touched = await _reassign(session, moved, held)
    await derive.entities(session, {*moved.values(), *(held[id_] for id_ in moved if id_ in held)})
    await derive.links(session, touched.links)
    await session.rows("actors_sweep", ids=named)


async def _reassign(session: Session, moved: Mapping[str, str], held: Mapping[str, str]) -> Touched:
    """Put claims on the moved ids under their links of now; the links of before and of now are touched."""
    touched = Touched()
    claims = await session.rows("claims_on", ids=sorted(moved))
    others = sorted({id_ for _, _, subject, object_, _ in claims for id_ in (subject, object_)})
    now = {id_: entity for id_, _, entity in await session.rows("actors", ids=others)}
    changes = []
    for claim, relation, subject, object_, before in claims:
        touched.link(relation, held.get(subject, now[subject]), held.get(object_, now[object_]))
        link = touched.link(relation, now[subject], now[object_])
        if link != before:
            changes.append({"claim": claim, "link": link})
    await session.many("claims_relink", changes)
    return touched
