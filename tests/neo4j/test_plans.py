"""How the server means to answer each query: by an index or along relationships, never by looking at everything."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from cypher import library
from cypher.stores.neo4j import candidates
from cypher.stores.neo4j.server import QUERIES, statement
from schemas.model import BackgroundFact
from schemas.ontology import relations
from tests.contract.stores import RULES
from tests.neo4j.servers import Neo4jServer

WHOLE = {
    "judgements": "all judgements, which are few, by their label",
    "links_by_id": "an export, which reads all",
    "migrations": "all migrations, which are few, by their label",
    "names": "near names, which are looked for among all",
}
"""Queries that read all of a kind, and why they may."""
UNKNOWN_YET = {"01N50", "01N51", "01N52", "01N60"}
"""Notes on labels, types, properties and parameters that an empty store has not seen."""


def every(server: Neo4jServer) -> Mapping[str, str]:
    facts = [BackgroundFact("o:a", name, "o:b", "test") for name in relations()]
    found = {name: statement(name) for name in library.load(QUERIES, ".cypher")}
    for rule in RULES:
        for anchored in (True, False):
            found[f"{rule.id}, anchored {anchored}"] = candidates.compiled(rule, [], anchored=anchored).text
        found[f"{rule.id}, background"] = candidates.compiled(rule, facts[:5], anchored=False).text
    return found


def operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Each operator with those that feed it."""
    children = plan.get("children", [])
    yield _name(plan), [_name(child) for child in children]
    for child in children:
        yield from operators(child)


def _name(plan: Mapping[str, Any]) -> str:
    return str(plan["operatorType"]).removesuffix("@neo4j")


def test_no_plan_looks_at_everything(server: Neo4jServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "neo4j")  # it logs each note, which are looked at below
    odd: dict[str, list[str]] = {}
    for name, text in every(server).items():
        summary = server.driver.execute_query(f"EXPLAIN {text}").summary
        assert summary.plan is not None
        odd[name] = [
            f"{operator} of {inputs}"
            for operator, inputs in operators(summary.plan)
            if _looks_around(operator, inputs, named=name)
        ]
        notes = {one.gql_status: one.status_description for one in summary.gql_status_objects}
        odd[name] += [said for code, said in notes.items() if code[:2] not in ("00", "02") and code not in UNKNOWN_YET]
    assert {name: what for name, what in odd.items() if what} == {}


def _looks_around(operator: str, inputs: list[str], *, named: str) -> bool:
    """Whether an operator visits more than its part. One row by a unique id beside one other is no product."""
    if operator == "CartesianProduct":
        return not all(one in ("NodeUniqueIndexSeek", "CartesianProduct") for one in inputs)
    if operator.endswith("LabelScan"):
        return named not in WHOLE
    return "AllNodes" in operator or "AllRelationships" in operator
