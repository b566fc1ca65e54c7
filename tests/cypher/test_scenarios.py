"""The curated scenarios, conflicts queries only: claims to links to answers, without any store."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from cypher.evidence import quote
from cypher.match import find
from cypher.store import ConflictQuery
from schemas.model import Conflict, ConflictAnswer, Corpus, LinkFilter
from schemas.rules import load
from tests.cypher.support import GOLD, as_store, from_scenario, scenarios


def _asked() -> Iterator[Any]:
    for scenario in scenarios():
        for number, query in enumerate(scenario["queries"]):
            if query["kind"] == "conflicts":
                yield pytest.param(scenario, query, id=f"{scenario['id']}-{number + 1}")


@pytest.mark.skipif(not GOLD.exists(), reason="no shared folder beside the checkout")
def test_scenarios_are_there() -> None:
    assert len(list(_asked())) >= 30


@pytest.mark.parametrize(("scenario", "query"), list(_asked()))
def test_answers_are_those_expected(scenario: Mapping[str, Any], query: Mapping[str, Any]) -> None:
    memory = from_scenario(scenario["articles"])
    ids = {one.name: one.id for one in memory.entities.values()}
    filter = LinkFilter(
        planned=query["planned"],
        hedged=query["hedged"],
        as_of=date.fromisoformat(query["as_of"]) if query["as_of"] else None,
    )
    of = ids[query["entity"]] if query["entity"] else None
    found = find(load(), memory, ConflictQuery(load(), of, filter))
    answer = asyncio.run(quote(as_store(memory), ConflictAnswer(found, Corpus(0, None, None))))
    got = [_plain(one) for one in answer.conflicts]
    wanted = [dict(one) for one in query["expect"]]
    if not query.get("ordered"):
        got, wanted = sorted(got, key=_case), sorted(wanted, key=_case)
    assert [_case(one) for one in got] == [_case(one) for one in wanted]
    for one, other in zip(got, wanted, strict=True):
        assert one["overlap"] == other["overlap"]
        assert other["severity"] in (None, one["severity"])
        assert one["contested"] == other.get("contested", False)
        assert one["source_is_party"] == other.get("source_is_party", one["source_is_party"])
        assert one["evidenced"]


def _plain(conflict: Conflict) -> dict[str, Any]:
    proof = [one for leg in conflict.legs for one in leg.evidence]
    return {
        "rule": conflict.rule,
        "roles": {role: one.name for role, one in conflict.roles},
        "overlap": str(conflict.overlap),
        "severity": conflict.severity,
        "contested": any(leg.link.contested for leg in conflict.legs),
        "source_is_party": sorted({one.article for one in proof if one.source_is_party}),
        "evidenced": all(leg.evidence for leg in conflict.legs) and conflict.by_claims_only,
    }


def _case(one: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    return one["rule"], sorted(one["roles"].items())
