"""How the server means to answer each query: by an index or along relationships, never by looking at everything."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from cypher import library
from cypher.stores.neo4j import candidates
from cypher.stores.neo4j.server import QUERIES, statement
from schemas.model import BackgroundFact
from schemas.ontology import relations
from tests.contract.stores import RULES
from tests.contract.test_faults import ROOT
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


def steps(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every operator of a plan."""
    yield plan
    for child in plan.get("children", []):
        yield from steps(child)


def named(step: Mapping[str, Any]) -> str:
    return str(step["operatorType"]).removesuffix("@neo4j")


def one_row(step: Mapping[str, Any]) -> bool:
    """Whether an operator gives one row at most: a seek by a unique id, or what only narrows that."""
    if named(step).startswith("NodeUniqueIndexSeek"):
        return True
    inputs = step.get("children", [])
    return named(step) in ("Filter", "CacheProperties", "CartesianProduct") and all(map(one_row, inputs))


def test_no_plan_looks_at_everything(server: Neo4jServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "neo4j")  # it logs each note, which are looked at below
    odd: dict[str, list[str]] = {}
    for name, text in every(server).items():
        summary = server.driver.execute_query(f"EXPLAIN {text}").summary
        assert summary.plan is not None
        odd[name] = [_shown(step) for step in steps(summary.plan) if _looks_around(step, name)]
        notes = {one.gql_status: one.status_description for one in summary.gql_status_objects}
        odd[name] += [said for code, said in notes.items() if code[:2] not in ("00", "02") and code not in UNKNOWN_YET]
    assert {name: what for name, what in odd.items() if what} == {}


def _looks_around(step: Mapping[str, Any], query: str) -> bool:
    """Whether an operator visits more than its part. Rows beside one other row are no product."""
    if named(step) == "CartesianProduct":
        return sum(not one_row(one) for one in step["children"]) > 1
    if named(step).endswith("LabelScan"):
        return query not in WHOLE
    return "AllNodes" in named(step) or "AllRelationships" in named(step)


def _shown(step: Mapping[str, Any]) -> str:
    return f"{named(step)} of {', '.join(map(named, step.get('children', [])))}: {step['args'].get('Details')}"


def test_the_page_asks_what_can_be_asked(server: Neo4jServer) -> None:
    """The queries of docs/neo4j.md run."""
    asked = re.findall(r"```cypher\n(.+?)```", (ROOT / "docs" / "neo4j.md").read_text("utf-8"), re.DOTALL)
    assert len(asked) == 6
    for text in asked:
        server.driver.execute_query(text)
