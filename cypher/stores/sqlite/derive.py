"""What follows from the record: entities with their names, and links. Only what a write has touched is made again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from cypher.identity import moment, partition, standing
from cypher.links import ClaimFact, derive
from cypher.stores import rows
from cypher.stores.naming import merged
from cypher.stores.sqlite.articles import Touched, link_of, regroup
from cypher.stores.sqlite.database import Session, listed
from schemas.errors import InputError
from schemas.model import Entity, EntityType, Judgement, Kind
from schemas.names import fold
from schemas.ontology import relation as relation_type


def refresh(session: Session, touched: Touched) -> None:
    """Bring origins, entities and links up to date after articles were written or erased."""
    revision = _next_revision(session)
    regroup(session, touched)
    bases = listed(sorted(touched.bases))
    session.run("member_add", bases=bases)
    entities = {row[0] for row in session.rows("entities_of_bases", bases=bases)}
    session.run("member_sweep", bases=bases)
    _entities(session, entities, revision)
    _links(session, touched.links, revision)


def regroup_entities(session: Session) -> None:
    """Bring identity, entities and links up to date after judgements have changed."""
    revision = _next_revision(session)
    judged = [rows.judgement(row) for row in session.rows("judgements_standing")]
    held: dict[str, str] = dict(session.rows("members_judged"))
    now = partition([], judged)
    moved = {base: now.get(base, base) for base in held.keys() | now.keys()}
    moved = {base: entity for base, entity in moved.items() if held.get(base) != entity}
    if not moved:
        return
    before = {row[0] for row in session.rows("entities_of_bases", bases=listed(sorted(moved)))}
    session.many("member_put", [{"base": base, "entity": entity} for base, entity in sorted(moved.items())])
    session.run("member_sweep", bases=listed(sorted(moved)))
    links = _reassign(session, moved)
    _entities(session, before | set(moved.values()), revision)
    _links(session, links, revision)


def judge(session: Session, judgement: Judgement) -> Judgement:
    """Keep a judgement; see `GraphStore.judge`. Raises InputError where both ids are one."""
    if judgement.left == judgement.right:
        raise InputError(f"{judgement.left!r} is one id: a judgement is about two")
    kept = replace(judgement, id=rows.judgement_id(judgement), undone=False)
    session.run("judgement_put", **rows.judgement_values(kept))
    on_pair = [rows.judgement(row) for row in session.rows("judgements_on", left=kept.left, right=kept.right)]
    winner = standing(on_pair)[0]
    session.many("judgement_replace", [{"id": one.id} for one in on_pair if one.id != winner.id])
    regroup_entities(session)
    return kept


def undo(session: Session, id_: str) -> None:
    """Undo a judgement; one that no longer stands stays as it is."""
    if session.one("judgement_of", id=id_) is None:
        raise InputError(f"there is no judgement {id_!r}")
    session.run("judgement_undo", id=id_)
    regroup_entities(session)


def judgements(session: Session, *, undone: bool) -> list[Judgement]:
    """Those that stand, in time order; with `undone` also those that were undone, and those that others replaced."""
    held = session.rows("judgements" if undone else "judgements_standing")
    return sorted(map(rows.judgement, held), key=moment)


def _next_revision(session: Session) -> int:
    session.run("revision_next")
    row = session.one("revision")
    assert row is not None
    return int(row[0])


def _reassign(session: Session, moved: Collection[str]) -> set[str]:
    """Put claims on the moved ids under their links of now; the links of before and of now."""
    links: set[str] = set()
    changes = []
    for key, relation, subject, object_, before in session.rows("claims_of_bases", bases=listed(sorted(moved))):
        now = link_of(relation, subject, object_)
        links |= {one for one in (before, now) if one}
        if now != before:
            changes.append({"key": key, "link": now})
    session.many("claim_relink", changes)
    return links


# --- entities --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Gathered:
    """What all articles call an entity: name -> (articles in which it is the fullest, in which it is used)."""

    names: dict[str, tuple[int, int]] = field(default_factory=dict)
    natures: list[tuple[EntityType, Kind | None, int]] = field(default_factory=list)


def _entities(session: Session, ids: Collection[str], revision: int) -> None:
    asked = listed(sorted(ids))
    gathered: dict[str, _Gathered] = {}
    for id_, name, fullest, used in session.each("forms_of", entities=asked):
        gathered.setdefault(id_, _Gathered()).names[name] = (fullest, used)
    for id_, type_, kind, used in session.each("natures_of", entities=asked):
        gathered[id_].natures.append((EntityType(type_), Kind(kind) if kind else None, used))
    held = {row[0]: rows.entity(row) for row in session.rows("entities", ids=asked)}
    now = {id_: merged(id_, one.names, one.natures) for id_, one in gathered.items()}
    changed = [one for id_, one in sorted(now.items()) if held.get(id_) != one]
    session.many("entity_put", [{**_entity_values(one), "revision": revision} for one in changed])
    session.many("gone_drop", [{"id": one.id} for one in changed])
    lost = [{"id": id_, "revision": revision} for id_ in sorted(held.keys() - now.keys())]
    session.many("entity_drop", [{"id": one["id"]} for one in lost])
    session.many("gone_put", lost)
    _names(session, {one.id: one for one in changed}, [str(one["id"]) for one in lost])


def _names(session: Session, changed: Mapping[str, Entity], lost: Iterable[str]) -> None:
    held = {tuple(row) for row in session.rows("names_of", entities=listed([*changed, *lost]))}
    now = {(id_, name) for id_, one in changed.items() for name in (one.name, *one.aliases)}
    session.many("name_drop", [{"entity": id_, "name": name} for id_, name in sorted(held - now)])
    session.many(
        "name_insert", [{"entity": id_, "name": name, "folded": fold(name)} for id_, name in sorted(now - held)]
    )


def _entity_values(one: Entity) -> dict[str, object]:
    return {
        "id": one.id,
        "type": one.type,
        "name": one.name,
        "kind": one.kind,
        "aliases": rows.listed_names(one.aliases),
    }


# --- links -----------------------------------------------------------------------------------------------------------


def _links(session: Session, ids: Collection[str], revision: int) -> None:
    asked = listed(sorted(ids))
    facts: dict[str, list[ClaimFact]] = {}
    ends: dict[str, tuple[str, str, str]] = {}
    for id_, subject, relation, object_, *fact in session.each("facts_of", links=asked):
        facts.setdefault(id_, []).append(rows.fact(tuple(fact)))
        ends[id_] = _ends(relation, subject, object_)
    held = {row[0]: row[1:] for row in session.rows("link_rows", links=asked)}
    near = {id_ for subject, _, object_ in ends.values() for id_ in (subject, object_)}
    entities = {row[0]: rows.entity(row) for row in session.rows("entities", ids=listed(sorted(near)))}
    changed = []
    for id_, (subject, relation, object_) in sorted(ends.items()):
        link = derive(entities[subject], relation, entities[object_], facts[id_])
        values = rows.link_values(link, (subject, object_))
        if tuple(values.values())[1:] != held.get(id_):
            changed.append({**values, "revision": revision})
    lost = sorted(held.keys() - ends.keys())
    session.many("link_put", changed)
    session.many("gone_drop", [{"id": one["id"]} for one in changed])
    session.many("link_drop", [{"id": id_} for id_ in lost])
    session.many("gone_put", [{"id": id_, "revision": revision} for id_ in lost])
    fresh = {str(one[end]) for one in changed if one["id"] not in held for end in ("subject", "object")}
    fresh |= {str(held[id_][end]) for id_ in lost for end in (0, 2)}
    session.run("entity_count_links", ids=listed(sorted(fresh)))


def _ends(relation: str, subject: str, object_: str) -> tuple[str, str, str]:
    """The ends as the table keeps them."""
    if relation_type(relation).symmetric and object_ < subject:
        return object_, relation, subject
    return subject, relation, object_
