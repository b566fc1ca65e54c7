"""Conflicts: where the links of a graph fit a rule. Answers come without evidence (`cypher.evidence.quote` brings it).

What counts: a leg must count under the filter's flags, and pass its `relations`, `statuses`, `min_confidence` and
`min_origins` one by one; `as_of` is judged over the legs together, as the rule says. Those bounds choose legs only: a
link that they hide still stands against a rule's `unless`, so that nobody is a sole supplier because of a filter. For a
day, a link stands against it if it is of the statuses named and can have held then, or surely held then.

A background fact is a leg where no claim is on the same tie, whatever that says. Such a leg is asserted, and active but
for a fact with an end; its bounds are open but for days that the fact gives. It has no origins: `min_origins` above 0
hides it, and in the order of answers a conflict that rests on claims alone comes before an equal one.

Beyond RULES, of links that give one leg the same severity, origins and relation, the one whose subject comes first by
name is shown; legs are chosen in the rule's order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

from cypher.joins import Cast, LinkSource, Ties, casts, sides
from cypher.overlap import assess, can_hold, severity, surely_held
from cypher.store import ConflictQuery
from schemas.model import Conflict, Leg, Link, Overlap
from schemas.ontology import relation
from schemas.patterns import Rule, Unless

__all__ = ["LinkSource", "find"]


def find(rules: Sequence[Rule], links: LinkSource, query: ConflictQuery) -> tuple[Conflict, ...]:
    """Every conflict that these rules find under the query's filter, in the order of answers."""
    ties = Ties(links, query.filter, query.background, whole=query.of is None)
    found = (conflict for rule in rules for conflict in _of_rule(rule, ties, query))
    return tuple(sorted(found, key=_order))


def _of_rule(rule: Rule, ties: Ties, query: ConflictQuery) -> Iterator[Conflict]:
    as_of = query.filter.as_of
    most = sum(len(leg.ties) for leg in rule.legs)

    def allowed(role: str, entity: str) -> bool:
        # More links in the way than can be legs: at least one is none.
        return all(len(_in_the_way(one, ties, entity, as_of)) <= most for one in rule.unless if one.role == role)

    for cast in casts(rule, ties, query.of, allowed):
        options = _options(rule, ties, cast)
        own = {link.id for leg in options for _, link in leg}
        if any(link.id not in own for one in rule.unless for link in _in_the_way(one, ties, cast[one.role], as_of)):
            continue
        if best := _best(rule, options, as_of):
            overlap, grade, legs = best
            yield Conflict(
                rule=rule.id,
                roles=tuple((role, ties.entities[cast[role]]) for role in rule.roles),
                legs=tuple(Leg(link) for link in legs),
                overlap=overlap,
                severity=grade,
                by_claims_only=all(link.background is None for link in legs),
            )


def _in_the_way(unless: Unless, ties: Ties, entity: str, as_of: date | None) -> list[Link]:
    side = unless.relation, unless.end == "subject" or relation(unless.relation).symmetric
    links = ties.standing(entity, side)
    if as_of is None:
        return [link for link in links if link.status in unless.statuses]
    return [
        link for link in links if (link.status in unless.statuses and can_hold(link, as_of)) or surely_held(link, as_of)
    ]


def _options(rule: Rule, ties: Ties, cast: Cast) -> list[list[tuple[int, Link]]]:
    """For each leg the links that may be it, with the rank of their relation in the leg's order of preference."""
    options = []
    for leg in rule.legs:
        first, second = (cast[role] for role in leg.roles)
        found = [ties.side(side).get(first, {}).get(second) for side in sides(leg, leg.roles[0])]
        ranks = list(dict.fromkeys(tie.relation for tie in leg.ties))
        fit = (link for link in found if link and (leg.statuses is None or link.status in leg.statuses))
        options.append([(ranks.index(link.relation), link) for link in fit])
    return options


def _best(
    rule: Rule, options: list[list[tuple[int, Link]]], as_of: date | None
) -> tuple[Overlap, int, tuple[Link, ...]] | None:
    """The choice of links that gives the lowest severity, then has most origins, then is preferred, leg by leg."""
    best = None
    for choice in product(*options):
        legs = tuple(link for _, link in choice)
        overlap = assess(legs, rule.time, as_of)
        if overlap is None or len({link.id for link in legs}) < len(legs):
            continue
        grade = severity(legs, overlap, as_of)
        key = grade, [(-link.origins, rank, link.subject.name, link.subject.id) for rank, link in choice]
        if best is None or key < best[0]:
            best = key, (overlap, grade, legs)
    return best[1] if best else None


def _order(conflict: Conflict) -> tuple[object, ...]:
    links = [leg.link for leg in conflict.legs]
    newest = max((link.newest.toordinal() for link in links if link.newest), default=0)
    names = [entity.name for _, entity in conflict.roles]
    ids = [entity.id for _, entity in conflict.roles]
    return conflict.severity, -min(link.origins for link in links), -newest, conflict.rule, names, ids
