"""The oracle itself against the curated scenarios: no store takes part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.contract import scenarios
from tests.contract.oracle.conflicts import conflicts
from tests.contract.oracle.links import Node, OracleLink, derive
from tests.contract.oracle.paths import paths

SCENARIOS = scenarios.load()
pytestmark = pytest.mark.skipif(not SCENARIOS, reason="../shared/gold is not beside this checkout")


def links_of(scenario: Mapping[str, Any]) -> list[OracleLink]:
    name = {id: name for name, id in scenarios.ids(scenario).items()}
    return list(derive(scenarios.records(scenario), lambda id: Node(id, name[id])).values())


def queries(kind: str) -> list[Any]:
    return [
        pytest.param(scenario, query, id=f"{scenario['id']}-{number}")
        for scenario in SCENARIOS
        for number, query in enumerate(scenario["queries"], 1)
        if query["kind"] == kind
    ]


@pytest.mark.parametrize(("scenario", "query"), queries("conflicts"))
def test_oracle_finds_the_conflicts(scenario: Mapping[str, Any], query: Mapping[str, Any]) -> None:
    of = scenarios.ids(scenario)[query["entity"]] if query["entity"] else None
    found = [
        {
            "rule": one.rule,
            "roles": {role: node.name for role, node in one.roles},
            "overlap": one.overlap.value,
            "severity": one.severity,
            "contested": any(leg.contested for leg in one.legs),
        }
        for one in conflicts(links_of(scenario), scenarios.asked(query), of)
    ]
    assert scenarios.same_answers(found, query)


@pytest.mark.parametrize(("scenario", "query"), queries("path"))
def test_oracle_finds_the_paths(scenario: Mapping[str, Any], query: Mapping[str, Any]) -> None:
    ends = (Node(scenarios.ids(scenario)[query[end]], query[end]) for end in ("from", "to"))
    found = paths(links_of(scenario), *ends, filter=scenarios.asked(query), max_hops=query["max_hops"])
    names = [[node.name for node in walk.nodes] for walk in found.walks]
    assert scenarios.same_paths(names, query)
