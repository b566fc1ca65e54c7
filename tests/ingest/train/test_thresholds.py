"""Thresholds chosen on articles made for it, with a scorer of a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from ingest.train.thresholds import GRID, choose, with_ratio
from schemas.ontology import relations

NAMES = tuple(relations())


def claim(confidence: float, *, relation: str = NAMES[0], object_: str = "b", status: str = "active") -> dict[str, Any]:
    return {"subject": "a", "relation": relation, "object": object_, "status": status, "confidence": confidence}


def article(*claims: dict[str, Any]) -> dict[str, Any]:
    return {"claims": list(claims)}


def compare(gold: Mapping[str, Any], read: Mapping[str, Any]) -> tuple[dict[tuple[str, str], Counter[str]], None, None]:
    """Claims by their ends and relation, statuses by their status as well."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for measure, fields in (("claim", ("relation", "object")), ("status", ("relation", "object", "status"))):
        wanted, found = ({tuple(one[f] for f in fields) for one in side["claims"]} for side in (gold, read))
        for key in wanted | found:
            outcome = "tp" if key in wanted & found else "fp" if key in found else "fn"
            for part in ("all", key[0]):
                counts.setdefault((measure, part), Counter())[outcome] += 1
    return counts, None, None


def test_a_threshold_lies_between_right_and_wrong_claims() -> None:
    gold = [article(claim(1)) for _ in range(40)]
    read = [article(claim(0.9), claim(0.35, object_="c")) for _ in range(40)]
    chosen = choose(gold, read, compare)
    assert 0.35 < chosen["relations"][NAMES[0]] <= 0.8
    assert set(chosen["relations"]) == set(NAMES)
    assert chosen["chosen_on"]["claims_f1"] == 1.0


def test_a_relation_without_claims_leans_on_the_others() -> None:
    gold = [article(claim(1)) for _ in range(40)]
    read = [article(claim(0.5), claim(0.3, object_="c")) for _ in range(40)]
    chosen = choose(gold, read, compare)
    assert chosen["relations"][NAMES[1]] == chosen["relations"][NAMES[0]]
    assert 0.3 < chosen["relations"][NAMES[0]] <= 0.5


@pytest.mark.parametrize(("share", "right", "least"), [(0.5, True, 0.0), (0.5, False, 0.5)])
def test_second_statuses_are_claimed_where_they_are_right(share: float, right: bool, least: float) -> None:
    both = article(claim(0.8), claim(0.8 * share, status="ended"))
    gold = [both if right else article(claim(0.8)) for _ in range(10)]
    ratio = choose(gold, [both] * 10, compare)["second_status"]
    assert (ratio <= share) is right
    assert ratio > least


def test_only_statuses_that_are_nearly_as_sure_stay() -> None:
    read = article(claim(0.8), claim(0.4, status="ended"), claim(0.2, status="planned"))
    assert [len(with_ratio(read, ratio)["claims"]) for ratio in (0.2, 0.5, 0.9, 1.01)] == [3, 2, 1, 1]


def test_the_grid_is_in_order() -> None:
    assert list(GRID) == sorted(set(GRID))
