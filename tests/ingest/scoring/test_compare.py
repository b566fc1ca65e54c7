"""What counts as right, wrong and missed in one article."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from ingest.scoring.compare import Attribute, Row, compare
from tests.ingest.scoring.annotated import (
    BODY,
    BOUGHT,
    ENTITIES,
    POST,
    PURCHASE,
    RAN,
    RIVALRY,
    RIVALS,
    claim,
    entity,
    found,
    gold,
)


def scored(ours: tuple[dict[str, Any], ...], theirs: tuple[dict[str, Any], ...], **more: Any) -> Row:
    return compare(gold(*ours), found(*theirs), body=BODY, **more)


def counts(row: Row, measure: str, part: str = "all") -> tuple[int, int, int]:
    count = row.counts.get((measure, part), Counter())
    return count["tp"], count["fp"], count["fn"]


def test_the_gold_itself_is_right_in_everything() -> None:
    row = scored((BOUGHT, RAN, RIVALS), (BOUGHT, RAN, RIVALS))
    assert counts(row, "entity") == (4, 0, 0)
    assert counts(row, "claim") == counts(row, "status") == (3, 0, 0)
    assert row.attributes["amount"] == row.attributes["title"] == row.attributes["date"] == Attribute(1, 1, 0)
    assert row.attributes["evidence"] == Attribute(3, 3, 0)
    assert row.errors == []


def test_nothing_found_misses_everything_with_its_sentence() -> None:
    row = compare(gold(), None, body=BODY)
    assert not row.read
    assert (counts(row, "entity"), counts(row, "claim"), counts(row, "status")) == ((0, 0, 4), (0, 0, 3), (0, 0, 3))
    assert {(one.what, one.claim, one.sentence) for one in row.errors} == {
        ("missed", "Halcyon Labs ACQUIRED Brume SA", PURCHASE),
        ("missed", "Lina Ott HOLDS_ROLE Brume SA", POST),
        ("missed", "Ferrand COMPETES_WITH Halcyon Labs", RIVALRY),
    }


def test_direction_counts_except_where_either_order_says_the_same() -> None:
    turned = {**BOUGHT, "subject": "e2", "object": "e1"}
    rivals = {**RIVALS, "subject": "e1", "object": "e4"}
    row = scored((BOUGHT, RIVALS), (turned, rivals))
    assert counts(row, "claim", "ACQUIRED") == (0, 1, 1)
    assert counts(row, "claim", "COMPETES_WITH") == (1, 0, 0)
    (wrong, missed) = row.errors
    assert (wrong.what, wrong.claim, wrong.confidence) == ("wrong", "Brume SA ACQUIRED Halcyon Labs", 1.0)
    assert (missed.what, missed.confidence) == ("missed", None)


def test_a_denial_is_another_claim() -> None:
    denied = {**BOUGHT, "modality": "denied"}
    row = scored((BOUGHT,), (denied,))
    assert counts(row, "claim") == (0, 1, 1)
    assert row.errors[0].claim == "Halcyon Labs ACQUIRED Brume SA (denied)"
    assert counts(scored((denied,), (denied,)), "claim") == (1, 0, 0)


@pytest.mark.parametrize("change", [{"status": "planned"}, {"modality": "hedged"}])
def test_status_and_modality_count_in_their_own_measure(change: dict[str, str]) -> None:
    row = scored((BOUGHT,), ({**BOUGHT, **change},))
    assert (counts(row, "claim"), counts(row, "status")) == ((1, 0, 0), (0, 1, 1))


def test_optional_claims_are_neither_required_nor_wrong() -> None:
    optional = {**RIVALS, "optional": True}
    assert counts(scored((BOUGHT, optional), (BOUGHT,)), "claim") == (1, 0, 0)
    row = scored((BOUGHT, optional), (BOUGHT, RIVALS))
    assert counts(row, "claim") == counts(row, "status") == (1, 0, 0)
    assert row.sureness == [(1.0, True)]
    assert row.attributes["evidence"] == Attribute(2, 2, 0)
    both = scored((RAN, {**RAN, "status": "active", "optional": True}), ())
    assert (counts(both, "claim"), counts(both, "status")) == ((0, 0, 1), (0, 0, 1))


def test_an_entity_is_the_one_with_which_it_shares_most_forms() -> None:
    named = [entity("e1", "the Halcyon"), entity("e2", "BRÛME"), entity("e4", "Somebody Else")]
    row = compare(gold(BOUGHT, RIVALS), found(BOUGHT, RIVALS, entities=named), body=BODY)
    assert counts(row, "entity", "Organization") == (2, 1, 1)
    assert counts(row, "entity", "Person") == (0, 0, 1)
    assert counts(row, "claim") == (1, 1, 1)


def test_the_wrong_type_of_an_entity_is_wrong_and_missed() -> None:
    named = [{**one, "type": "Person"} if one["id"] == "e4" else one for one in ENTITIES]
    row = compare(gold(), found(entities=named), body=BODY)
    assert counts(row, "entity") == (3, 1, 1)
    assert counts(row, "entity", "Person") == (1, 1, 0)


def test_claims_about_nobody_in_the_list_are_wrong() -> None:
    assert counts(scored((BOUGHT,), (claim("e9", "ACQUIRED", "e2"),)), "claim") == (0, 1, 1)


def test_less_certain_claims_are_left_out() -> None:
    sure, unsure = {**BOUGHT, "confidence": 0.8}, {**RIVALS, "confidence": 0.4}
    row = scored((BOUGHT, RIVALS), (sure, unsure), at=0.5)
    assert counts(row, "claim") == (1, 0, 1)
    assert counts(scored((BOUGHT, RIVALS), (sure, unsure), at=0.4), "claim") == (2, 0, 0)
    assert row.sureness == [(0.8, True)]


RIGHT: list[tuple[str, Any, Any, bool]] = [
    ("title", "chief executive", "the chief executive officer", True),
    ("title", "chief executive", "Chief of staff", False),
    ("title", "président", "PRESIDENT", True),
    ("amount", {"value": 100, "currency": "EUR"}, {"value": 101, "currency": "eur"}, True),
    ("amount", {"value": 100, "currency": "EUR"}, {"value": 102, "currency": "EUR"}, False),
    ("amount", {"value": 100, "currency": "EUR"}, {"value": 100, "currency": "USD"}, False),
    ("stake_percent", 49, 49.5, True),
    ("stake_percent", 49, 50, False),
    ("event", "start", "end", False),
    ("role", "board", "board", True),
    ("date", "2025-06", "2025-06", True),
    ("date", "2025-06", "2025-06-12", False),
    ("date", "2025", "2025-Q2", True),
    ("date", "2025", "2026-Q2", False),
    ("attributed_to", "Halcyon Labs", "Halcyon", True),
    ("attributed_to", "Halcyon Labs", "Ferrand", False),
    ("evidence", PURCHASE, f"{PURCHASE} {POST}", True),
    ("evidence", PURCHASE, POST, False),
    ("evidence", f"Halcyon buys Brume {PURCHASE}", "Halcyon buys Brume", True),
    ("evidence", PURCHASE, "words that stand nowhere", False),
]


@pytest.mark.parametrize(("name", "ours", "theirs", "right"), RIGHT)
def test_when_an_attribute_is_right(name: str, ours: Any, theirs: Any, right: bool) -> None:
    row = scored(
        (claim("e1", "INVESTED_IN", "e2", **{name: ours}),), (claim("e1", "INVESTED_IN", "e2", **{name: theirs}),)
    )
    assert row.attributes[name] == Attribute(int(right), 1, 0)


def test_an_attribute_the_gold_has_not_is_extra_and_one_not_found_is_not_right() -> None:
    without = {**BOUGHT, "amount": None}
    assert scored((without,), (BOUGHT,)).attributes["amount"] == Attribute(0, 0, 1)
    assert scored((BOUGHT,), (without,)).attributes["amount"] == Attribute(0, 1, 0)
    assert scored((BOUGHT,), ()).attributes["amount"] == Attribute(0, 0, 0)
