"""Conflicts: the server finds who can play the roles of each rule; what lies between them is judged by `cypher.match`.

So the rules mean the same in every store, and only the links of candidates leave the server.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from cypher import match
from cypher.graph import Graph
from cypher.store import ConflictQuery
from cypher.stores import rows
from cypher.stores.neo4j import reading
from cypher.stores.neo4j.around import parameters, unstated
from cypher.stores.neo4j.candidates import compiled
from cypher.stores.neo4j.server import Row, Session
from schemas.model import ConflictAnswer
from schemas.patterns import Rule

TOGETHER = 5_000
"""Pairs of entities that are asked for in one query."""


async def answer(session: Session, query: ConflictQuery) -> ConflictAnswer:
    """Every conflict; see `GraphStore.conflicts`."""
    of = await reading.entity(session, query.of) if query.of else None
    # Of several facts on one tie the last counts.
    facts = await unstated(session, query.background[::-1])
    asked = replace(query, of=of.id if of else query.of, background=facts)
    pairs: set[tuple[str, str]] = set()
    kinds: set[tuple[str, str]] = set()
    if of is not None or query.of is None:
        for rule in query.rules:
            casts = await _casts(session, rule, asked)
            pairs |= _pairs(rule, casts)
            kinds |= _kinds(rule, casts)
    graph = await _graph(session, pairs, kinds)
    return ConflictAnswer(match.find(asked.rules, graph, asked), await reading.corpus(session))


async def _casts(session: Session, rule: Rule, query: ConflictQuery) -> list[Row]:
    """Who can play the roles, a row for each way, ids in the rule's order of roles."""
    asked = compiled(rule, query.background, anchored=query.of is not None)
    values = {**parameters(query.filter), "confidence": query.filter.min_confidence, "of": query.of}
    return await session.text(asked.text, {**values, **asked.parameters})


def _pairs(rule: Rule, casts: Sequence[Row]) -> set[tuple[str, str]]:
    """Who may be tied to whom, by a leg."""
    places = [tuple(rule.roles.index(role) for role in leg.roles) for leg in rule.legs]
    pairs = {(cast[one], cast[other]) for cast in casts for one, other in places}
    return {(min(pair), max(pair)) for pair in pairs}


def _kinds(rule: Rule, casts: Sequence[Row]) -> set[tuple[str, str]]:
    """Of whom every link of a relation is needed, since the rule asks that there be no other."""
    guarded = [(rule.roles.index(one.role), one.relation) for one in rule.unless]
    return {(cast[place], relation) for cast in casts for place, relation in guarded}


async def _graph(session: Session, pairs: Collection[tuple[str, str]], kinds: Collection[tuple[str, str]]) -> Graph:
    """The links between these, and those of these kinds, as a graph of their own."""
    links: dict[str, Row] = {}
    ordered = sorted(pairs)
    for first in range(0, len(ordered), TOGETHER):
        some = [list(pair) for pair in ordered[first : first + TOGETHER]]
        links.update((row[2], row) for row in await session.rows("links_of_pairs", pairs=some))
    asked = [{"id": id_, "relation": relation} for id_, relation in sorted(kinds)]
    links.update((row[2], row) for row in await session.over("links_of_kind", rows=asked))
    ids = {id_ for pair in pairs for id_ in pair} | {end for row in links.values() for end in row[:2]}
    nodes = [rows.entity(row) for row in await session.over("entities", ids=sorted(ids))]
    return Graph.build(nodes, links.values())
