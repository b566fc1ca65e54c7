"""The oracle itself against the curated scenarios: no store takes part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from schemas.model import ArticleRecord
from tests.contract import scenarios
from tests.contract.oracle.conflicts import conflicts
from tests.contract.oracle.links import Node, OracleLink, derive
from tests.contract.oracle.parties import marks
from tests.contract.oracle.paths import paths

SCENARIOS = scenarios.load()
pytestmark = pytest.mark.skipif(not SCENARIOS, reason="../shared/gold is not beside this checkout")


def links_of(scenario: Mapping[str, Any]) -> list[OracleLink]:
    name = {id: name for name, id in scenarios.ids(scenario).items()}
    return list(derive(scenarios.records(scenario), lambda id: Node(id, name[id])).values())


def says_one_of(record: ArticleRecord, legs: Sequence[OracleLink]) -> bool:
    """Whether a claim of this article is evidence for one of these links."""
    return not {leg.triple for leg in legs}.isdisjoint(derive([record], lambda id: Node(id, name_of(record)[id])))


def name_of(record: ArticleRecord) -> dict[str, str]:
    identity = dict(record.identity)
    return {identity[one.id]: one.name for one in record.entities}


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
    node = {id: Node(id, name) for name, id in scenarios.ids(scenario).items()}
    records, links = scenarios.records(scenario), links_of(scenario)
    is_party = marks(records, links, node.__getitem__)
    found = [
        {
            "rule": one.rule,
            "roles": {role: node.name for role, node in one.roles},
            "overlap": one.overlap.value,
            "severity": one.severity,
            "contested": any(leg.contested for leg in one.legs),
            "source_is_party": [
                record.article.id
                for record in records
                if says_one_of(record, one.legs)
                and is_party(record.article.publisher, record.article.published, [party for _, party in one.roles])
            ],
        }
        for one in conflicts(links, scenarios.asked(query), of)
    ]
    assert scenarios.same_answers(found, query)


@pytest.mark.parametrize(("scenario", "query"), queries("path"))
def test_oracle_finds_the_paths(scenario: Mapping[str, Any], query: Mapping[str, Any]) -> None:
    ends = (Node(scenarios.ids(scenario)[query[end]], query[end]) for end in ("from", "to"))
    found = paths(links_of(scenario), *ends, filter=scenarios.asked(query), max_hops=query["max_hops"])
    names = [[node.name for node in walk.nodes] for walk in found.walks]
    assert scenarios.same_paths(names, query)
