"""A conflict rule as a Cypher query: every cast of its roles between whom each leg has a link that counts.

Roles become n0, n1 …, legs become relationships of the leg's types; nothing of a rule's own words goes into the text,
and relations are checked against the ontology. Time, preferences and `unless` are judged afterwards, by `cypher.match`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from cypher.stores.neo4j.server import type_name
from schemas.model import BackgroundFact
from schemas.ontology import relation
from schemas.patterns import LegPattern, Rule

Pairs = Mapping[int, Sequence[Sequence[str]]]
"""Leg by number -> the ends of background facts that may be that leg, in the order of its roles."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A query whose rows are casts, in the rule's order of roles; the pairs are among its parameters."""

    text: str
    parameters: Mapping[str, object]


def compiled(rule: Rule, facts: Sequence[BackgroundFact], *, anchored: bool) -> Compiled:
    """The query of a rule. `anchored`: only casts in which the entity `$of` has a role."""
    pairs = background(rule, facts)
    parts = []
    for size in range(len(pairs) + 1):
        for known in combinations(sorted(pairs), size):
            parts += _parts(rule, known, anchored=anchored)
    return Compiled("\nUNION\n".join(parts), {f"pairs{leg}": ends for leg, ends in pairs.items()})


def background(rule: Rule, facts: Sequence[BackgroundFact]) -> Pairs:
    """Which facts may be which legs; legs for which there are none are left out."""
    found: dict[int, list[list[str]]] = {}
    for number, leg in enumerate(rule.legs):
        for tie in leg.ties:
            for fact in facts:
                if fact.relation != tie.relation:
                    continue
                told = [fact.subject, fact.object]
                ways = [told, told[::-1]] if relation(tie.relation).symmetric else [told]
                found.setdefault(number, []).extend(way if tie.subject == leg.roles[0] else way[::-1] for way in ways)
    return found


def _parts(rule: Rule, known: Sequence[int], *, anchored: bool) -> list[str]:
    """The query with these legs given by background facts: one text, or one for each role that `$of` may have."""
    roles = {role: f"n{number}" for number, role in enumerate(rule.roles)}
    begin = [
        line
        for leg in known
        for line in (
            f"UNWIND $pairs{leg} AS pair{leg}",
            *(
                f"MATCH ({roles[role]}:Entity {{id: pair{leg}[{place}]}})"
                for place, role in enumerate(rule.legs[leg].roles)
            ),
        )
    ]
    told = [(number, leg) for number, leg in enumerate(rule.legs) if number not in known]
    legs = [_leg(number, leg, roles) for number, leg in told]
    where = [_counts(number) for number, _ in told]
    where += [f"{one} <> {other}" for one, other in combinations(roles.values(), 2)]
    match = [f"MATCH {', '.join(legs)}"] if legs else ["WITH *"]
    end = [f"RETURN DISTINCT {', '.join(f'{node}.id AS {node}' for node in roles.values())}"]
    if anchored and not known:
        starts = [[f"MATCH ({node}:Entity {{id: $of}})"] for node in roles.values()]
        return ["\n".join([*start, *match, _where(where), *end]) for start in starts]
    if anchored:
        where.append(f"$of IN [{', '.join(f'{node}.id' for node in roles.values())}]")
    return ["\n".join([*begin, *match, _where(where), *end])]


def _leg(number: int, leg: LegPattern, roles: Mapping[str, str]) -> str:
    types = "|".join(dict.fromkeys(type_name(tie.relation) for tie in leg.ties))
    first, second = (f"({roles[role]})" for role in leg.roles)  # by its ties, not its label, is one found
    symmetric = any(relation(tie.relation).symmetric for tie in leg.ties)
    subjects = {tie.subject for tie in leg.ties}
    if symmetric or len(subjects) > 1:
        return f"{first}-[l{number}:{types}]-{second}"
    return (
        f"{first}-[l{number}:{types}]->{second}"
        if subjects == {leg.roles[0]}
        else (f"{first}<-[l{number}:{types}]-{second}")
    )


def _counts(number: int) -> str:
    link = f"l{number}"
    return (
        f"type({link}) IN $relations AND {link}.status IN $statuses AND {link}.modality IN $modalities"
        f" AND {link}.confidence >= $confidence AND {link}.origins >= $origins"
    )


def _where(conditions: Sequence[str]) -> str:
    return "WHERE " + "\n  AND ".join(conditions)
