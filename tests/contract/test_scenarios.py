"""The curated scenarios through every store: conflicts, paths, and which sources are parties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from cypher.evidence import quote
from cypher.store import ConflictQuery, PathQuery
from schemas.model import Conflict
from tests.contract import scenarios
from tests.contract.stores import RULES, Stores, run

SCENARIOS = scenarios.load()
pytestmark = pytest.mark.skipif(not SCENARIOS, reason="../shared/gold is not beside this checkout")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: str(one["id"]))
def test_scenario(stores: Stores, scenario: Mapping[str, Any]) -> None:
    ids = scenarios.ids(scenario)

    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(scenarios.records(scenario))
            for query in scenario["queries"]:
                if query["kind"] == "path":
                    asked = PathQuery(
                        ids[query["from"]],
                        ids[query["to"]],
                        scenarios.asked(query),
                        max_hops=query["max_hops"],
                        limit=50,
                    )
                    paths = (await store.paths(asked)).paths
                    names = [[path.hops[0].start.name, *(hop.end.name for hop in path.hops)] for path in paths]
                    assert scenarios.same_paths(names, query)
                else:
                    of = ids[query["entity"]] if query["entity"] else None
                    answer = await quote(store, await store.conflicts(ConflictQuery(RULES, of, scenarios.asked(query))))
                    assert scenarios.same_answers([said(one) for one in answer.conflicts], query)

    run(check())


def said(conflict: Conflict) -> dict[str, Any]:
    evidence = [one for leg in conflict.legs for one in leg.evidence]
    assert all(leg.evidence for leg in conflict.legs)
    return {
        "rule": conflict.rule,
        "roles": {role: entity.name for role, entity in conflict.roles},
        "overlap": conflict.overlap.value,
        "severity": conflict.severity,
        "contested": any(leg.link.contested for leg in conflict.legs),
        "source_is_party": sorted({one.article for one in evidence if one.source_is_party}),
    }
