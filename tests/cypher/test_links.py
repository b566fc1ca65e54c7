"""Links from claims: status, interval, spells, origins, and that order never matters."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher.links import ClaimFact, count_origins, counts, derive, link_id, ordered
from schemas.model import Bounds, Entity, EntityType, Link, LinkFilter, Modality, Status
from tests.cypher.support import claim, entity, link

ACME, BOREL = entity("Acme"), entity("Borel")


def made(*claims: str) -> Link:
    return derive(ACME, "CLIENT_OF", BOREL, [claim(words, number) for number, words in enumerate(claims)])


def spell(one: Link) -> str:
    return f"{_text(one.since)} / {_text(one.until)}"


def _text(bounds: Bounds) -> str:
    return f"{bounds.lo or ''}..{bounds.hi or ''}"


@pytest.mark.parametrize(
    ("claims", "wanted"),
    [
        # active
        (["2021-03-05 active"], "..2021-03-05 / 2021-03-05.."),
        (["2021-03-05 active date=2020"], "..2020-12-31 / 2021-03-05.."),
        (["2021-03-05 active start"], "..2021-03-05 / 2021-03-05.."),
        (["2021-03-05 active start date=2020-02"], "2020-02-01..2020-02-29 / 2021-03-05.."),
        (["2021-03-05 active start date=2021"], "2021-01-01..2021-12-31 / 2021-03-05.."),
        (["2021-03-05 active start date=2021-06"], "2021-06-01..2021-06-30 / 2021-06-01.."),
        (["2021-03-05 active end"], "..2021-03-05 / .."),
        (["2021-03-05 active end date=2021-06"], "..2021-06-30 / 2021-06-01..2021-06-30"),
        # ended
        (["2021-03-05 ended"], "..2021-03-05 / ..2021-03-05"),
        (["2021-03-05 ended date=2020"], "..2020-12-31 / 2020-01-01..2020-12-31"),
        (["2021-03-05 ended end date=2020-05-31"], "..2020-05-31 / 2020-05-31..2020-05-31"),
        (["2021-03-05 ended start date=2020"], "2020-01-01..2020-12-31 / 2020-01-01..2021-03-05"),
        (["2021-03-05 ended end"], "..2021-03-05 / ..2021-03-05"),
        # planned: only without a firm claim
        (["2021-03-05 planned"], "2021-03-05.. / 2021-03-05.."),
        (["2021-03-05 planned date=2022"], "2021-03-05.. / 2021-03-05.."),
        (["2021-03-05 planned start date=2022-Q1"], "2022-01-01..2022-03-31 / 2022-01-01.."),
        (["2021-03-05 active", "2022-01-01 planned start date=2023"], "..2021-03-05 / 2021-03-05.."),
        # aside
        (["2021-03-05 abandoned"], ".. / .."),
        (["2021-03-05 active denied"], ".. / .."),
        (["2021-03-05 active", "2020-01-01 active hedged"], "..2021-03-05 / 2021-03-05.."),
        (["2021-03-05 active hedged"], "..2021-03-05 / 2021-03-05.."),
        (["2021-03-05 planned", "2021-09-01 active hedged"], "2021-03-05.. / 2021-03-05.."),
        # several: the tightest
        (["2021-03-05 active", "2020-01-01 active", "2022-02-02 active"], "..2020-01-01 / 2022-02-02.."),
        (["2021-02-02 active", "2021-06-20 ended end date=2021-05"], "..2021-02-02 / 2021-05-01..2021-05-31"),
        # publication day unknown: what would rest on it stays open
        (["- active"], ".. / .."),
        (["- active start date=2020"], "2020-01-01..2020-12-31 / 2020-01-01.."),
        (["- ended"], ".. / .."),
        (["- ended end date=2020"], "..2020-12-31 / 2020-01-01..2020-12-31"),
        (["- planned"], ".. / .."),
        # a date open at its far end
        (["2021-03-05 active date=2019/.."], "..2021-03-05 / 2021-03-05.."),
        (["2021-03-05 active start date=2019/.."], "2019-01-01..2021-03-05 / 2021-03-05.."),
        (["2021-03-05 ended end date=2019/.."], "..2021-03-05 / 2019-01-01..2021-03-05"),
        (["2021-03-05 ended end date=../2019"], "..2019-12-31 / ..2019-12-31"),
    ],
)
def test_interval(claims: list[str], wanted: str) -> None:
    assert spell(made(*claims)) == wanted


@pytest.mark.parametrize(
    ("claims", "status", "wanted"),
    [
        (["2019-01-01 active", "2020-01-01 ended", "2021-01-01 active"], "active", "..2021-01-01 / 2021-01-01.."),
        (
            ["2019-01-01 active", "2020-01-01 ended", "2021-01-01 active start date=2020-12", "2022-01-01 ended"],
            "ended",
            "2020-12-01..2020-12-31 / 2021-01-01..2022-01-01",
        ),
        # An end that is told late speaks of its own day, so a later active claim stands.
        (["2021-06-20 active", "2022-01-01 ended end date=2020-05"], "active", "..2021-06-20 / 2021-06-20.."),
        # A rumour opens no spell, and neither does a plan.
        (["2020-01-01 ended", "2021-01-01 active hedged"], "ended", "..2020-01-01 / ..2020-01-01"),
        (["2020-01-01 ended", "2021-01-01 planned"], "ended", "..2020-01-01 / ..2020-01-01"),
        # Rumours alone have spells of their own.
        (["2020-01-01 ended hedged", "2021-01-01 active hedged"], "active", "..2021-01-01 / 2021-01-01.."),
        # Two spells over: the last one counts.
        (
            ["2018-01-01 ended", "2019-01-01 active", "2020-01-01 ended", "2021-01-01 active"],
            "active",
            "..2021-01-01 / 2021-01-01..",
        ),
        # Of one day: active is later than ended.
        (["2021-01-01 ended", "2021-01-01 active"], "active", "..2021-01-01 / 2021-01-01.."),
    ],
)
def test_spells(claims: list[str], status: str, wanted: str) -> None:
    one = made(*claims)
    assert (one.status, spell(one)) == (status, wanted)


@pytest.mark.parametrize(
    ("claims", "wanted"),
    [
        # A further round: the first start stands.
        (
            ["2019-10-05 active start date=2019-10", "2021-03-05 active start date=2021-03"],
            "2019-10-01..2019-10-31 / 2021-03-05..",
        ),
        # It was there before the start that one tells.
        (["2020-01-01 active", "2021-03-05 active start date=2021-03"], "..2020-01-01 / 2021-03-05.."),
        # Two ends: the later report stands.
        (
            ["2021-05-01 active end date=2021-06-30", "2021-05-21 ended end date=2021-05-20"],
            "..2021-05-20 / 2021-05-20..2021-05-20",
        ),
        (
            ["2022-04-01 ended end date=2022-03", "2022-06-01 ended end date=2022-05"],
            "..2022-05-31 / 2022-05-01..2022-05-31",
        ),
        # Still there after the end announced.
        (["2021-05-01 active end date=2021-06-30", "2021-07-15 active"], "..2021-07-15 / 2021-07-15.."),
        # Over before the start announced.
        (["2021-05-01 active start date=2021-09", "2021-07-15 ended"], "..2021-07-15 / 2021-05-01..2021-07-15"),
        # A plan that slipped.
        (["2020-01-01 planned start date=2020-06", "2021-01-01 planned"], "2021-01-01.. / 2021-01-01.."),
    ],
)
def test_claims_that_contradict_each_other(claims: list[str], wanted: str) -> None:
    assert spell(made(*claims)) == wanted


@pytest.mark.parametrize(
    ("claims", "wanted"),
    [
        (["2021-01-01 active", "2022-01-01 planned"], "active asserted"),
        (["2021-01-01 active", "2022-01-01 ended hedged"], "active asserted"),
        (["2021-01-01 active", "2022-01-01 active denied"], "active asserted contested"),
        (["2021-01-01 active hedged", "2022-01-01 active denied"], "active denied"),
        (["2022-01-01 active denied", "2021-01-01 active hedged"], "active denied"),
        (["2021-01-01 planned", "2022-01-01 abandoned"], "abandoned asserted"),
        (["2021-01-01 active", "2022-01-01 abandoned"], "abandoned asserted"),
        (["2021-01-01 planned", "2020-01-01 active hedged"], "planned asserted"),
        (["2021-01-01 planned hedged", "2022-01-01 planned"], "planned asserted"),
        (["2021-01-01 active hedged", "2021-01-01 active denied"], "active hedged"),
        (["- active", "- ended"], "active asserted"),
        (["- active", "1999-01-01 ended"], "ended asserted"),
        # An end is of its date's last day: 31 December is after 30 December.
        (["2021-12-30 active", "2022-05-01 ended end date=2021"], "ended asserted"),
        (["2022-01-01 active", "2022-05-01 ended end date=2021"], "active asserted"),
        # Of one day spoken of, the later publication.
        (["2021-12-31 active", "2022-05-01 ended end date=2021"], "ended asserted"),
    ],
)
def test_status_and_modality(claims: list[str], wanted: str) -> None:
    one = made(*claims)
    assert " ".join([one.status, one.modality, *(["contested"] if one.contested else [])]) == wanted


def test_confidence_is_of_the_asserted() -> None:
    assert made("2021-01-01 active confidence=0.4", "2021-01-02 active hedged confidence=0.9").confidence == 0.4
    assert made("2021-01-01 active hedged confidence=0.4", "2021-01-02 active denied confidence=0.9").confidence == 0.9


def test_newest_and_number_of_claims() -> None:
    one = made("2021-01-01 active", "2023-01-01 active denied", "- active")
    assert (one.newest, one.claims) == (date(2023, 1, 1), 3)
    assert made("- active").newest is None


def test_no_claims() -> None:
    with pytest.raises(ValueError, match="no claims"):
        derive(ACME, "CLIENT_OF", BOREL, [])


@pytest.mark.parametrize(
    ("sources", "wanted"),
    [
        ([("a1", "Wire", "o1"), ("a2", "Wire", "o2")], 1),
        ([("a1", "The Wire", "o1"), ("a2", "WIRE", "o2")], 1),
        ([("a1", "Wire", "o1"), ("a2", "Post", "o2")], 2),
        ([("a1", "Wire", "o1"), ("a2", "Post", "o1")], 1),
        ([("a1", None, "o1"), ("a2", None, "o2")], 2),
        ([("a1", "", "o1"), ("a2", None, "o1")], 1),
        ([("a1", None, "o1"), ("a1", None, "o1")], 1),
        # A chain: Wire's second article is a copy of Post's.
        ([("a1", "Wire", "o1"), ("a2", "Wire", "o2"), ("a3", "Post", "o2"), ("a4", "Echo", "o4")], 2),
    ],
)
def test_origins(sources: list[tuple[str, str | None, str]], wanted: int) -> None:
    facts = [claim("2021-01-01 active", article=one, publisher=by, origin=origin) for one, by, origin in sources]
    assert count_origins(facts) == wanted
    assert count_origins(facts[::-1]) == wanted


def test_symmetric_links_are_one_in_name_order() -> None:
    facts = [claim("2021-01-01 active")]
    one, other = derive(BOREL, "PARTNER_OF", ACME, facts), derive(ACME, "PARTNER_OF", BOREL, facts)
    assert one == other
    assert (one.subject, one.object) == (ACME, BOREL)
    assert link_id(ACME.id, "CLIENT_OF", BOREL.id) != link_id(BOREL.id, "CLIENT_OF", ACME.id)
    assert ordered("CLIENT_OF", BOREL, ACME) == (BOREL, ACME)
    twins = [Entity(id, EntityType.ORGANIZATION, "Twin") for id in ("o:2", "o:1")]
    assert [end.id for end in ordered("COMPETES_WITH", *twins)] == ["o:1", "o:2"]


@pytest.mark.parametrize(
    ("fields", "filter", "wanted"),
    [
        ({}, LinkFilter(), True),
        ({"status": Status.ENDED}, LinkFilter(), True),
        ({"status": Status.PLANNED}, LinkFilter(), False),
        ({"status": Status.PLANNED}, LinkFilter(planned=True), True),
        ({"modality": Modality.HEDGED}, LinkFilter(planned=True), False),
        ({"modality": Modality.HEDGED}, LinkFilter(hedged=True), True),
        ({"status": Status.PLANNED, "modality": Modality.HEDGED}, LinkFilter(planned=True), False),
        ({"status": Status.PLANNED, "modality": Modality.HEDGED}, LinkFilter(hedged=True), False),
        ({"status": Status.PLANNED, "modality": Modality.HEDGED}, LinkFilter(planned=True, hedged=True), True),
        ({"modality": Modality.DENIED}, LinkFilter(planned=True, hedged=True), False),
        ({"status": Status.ABANDONED}, LinkFilter(planned=True, hedged=True), False),
        ({"contested": True}, LinkFilter(), True),
        ({}, LinkFilter(relations=frozenset({"SUED"})), False),
        ({}, LinkFilter(statuses=frozenset({Status.ENDED})), False),
        ({"confidence": 0.5}, LinkFilter(min_confidence=0.5), True),
        ({"confidence": 0.4999}, LinkFilter(min_confidence=0.5), False),
        ({"origins": 1}, LinkFilter(min_origins=2), False),
    ],
)
def test_links_that_count(fields: dict[str, Any], filter: LinkFilter, wanted: bool) -> None:
    assert counts(link("Acme CLIENT_OF Borel", **fields), filter) is wanted


DATES = ("", "date=2020", "date=2020-06", "date=2021-03-05", "date=2020/..", "date=../2021")


@st.composite
def facts(draw: st.DrawFn) -> list[ClaimFact]:
    days = ("-", "2020-01-01", "2020-06-15", "2021-03-05", "2022-12-31")
    words = st.tuples(
        *(st.sampled_from(pool) for pool in (days, tuple(Status), tuple(Modality), ("", "start", "end"), DATES)),
        st.sampled_from(("by=Wire", "by=Post", "by=Echo")),
    )
    return [claim(" ".join(one), number) for number, one in enumerate(draw(st.lists(words, min_size=1, max_size=7)))]


@given(facts(), st.randoms(use_true_random=False))
def test_order_of_claims_never_matters(given_facts: list[ClaimFact], random: Random) -> None:
    shuffled = list(given_facts)
    random.shuffle(shuffled)
    assert derive(ACME, "CLIENT_OF", BOREL, shuffled) == derive(ACME, "CLIENT_OF", BOREL, given_facts)


@given(facts())
def test_bounds_can_always_be_used(given_facts: list[ClaimFact]) -> None:
    one = derive(ACME, "CLIENT_OF", BOREL, given_facts)
    since_lo, since_hi = one.since.lo or date.min, one.since.hi or date.max
    until_lo, until_hi = one.until.lo or date.min, one.until.hi or date.max
    assert since_lo <= since_hi <= until_hi
    assert since_lo <= until_lo <= until_hi


@given(facts(), facts())
def test_rumours_never_change_what_is_known(known: list[ClaimFact], rumours: list[ClaimFact]) -> None:
    firm = [one for one in known if one.modality is Modality.ASSERTED and one.status in (Status.ACTIVE, Status.ENDED)]
    if firm:
        before = derive(ACME, "CLIENT_OF", BOREL, firm)
        soft = [one for one in rumours if one.modality is not Modality.ASSERTED or one.status is Status.PLANNED]
        after = derive(ACME, "CLIENT_OF", BOREL, [*firm, *soft])
        assert (after.status, after.modality, spell(after)) == (before.status, before.modality, spell(before))
