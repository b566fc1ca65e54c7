"""Conflicts of interest: the store's answers, in their order, against the seven rules written out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher.evidence import quote
from cypher.store import ConflictQuery, GraphStore
from schemas.model import Conflict, LinkFilter
from tests.contract.oracle.conflicts import Answer, conflicts, with_background
from tests.contract.oracle.links import derive
from tests.contract.oracle.parties import marks
from tests.contract.stores import RULES, Stores, nodes_of, run, triple
from tests.contract.worlds import World, filters, telling, timelines, worlds


@given(world=worlds(), asked=filters(), data=st.data())
def test_conflicts_of_any_world(stores: Stores, world: World, asked: LinkFilter, data: st.DataObject) -> None:
    _compare(stores, world, asked, of=data.draw(st.sampled_from((None, *world.ids))))


@given(world=timelines(), asked=filters(bounds=False))
def test_conflicts_at_the_edges_of_time(stores: Stores, world: World, asked: LinkFilter) -> None:
    _compare(stores, world, asked, of=None)


def _compare(stores: Stores, world: World, asked: LinkFilter, *, of: str | None) -> None:
    """Each world is asked four times: as asked, without a day, without any wish, and with background facts."""
    query = ConflictQuery(RULES, of, asked)
    queries = [
        query,
        replace(query, filter=replace(asked, as_of=None)),
        ConflictQuery(RULES),
        replace(query, background=world.background),
    ]

    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            for one in queries:
                answer = await store.conflicts(one)
                oracle = await _oracle(store, world, one)
                assert [said(conflict) for conflict in answer.conflicts] == [wanted(conflict) for conflict in oracle]

    run(check())


async def _oracle(store: GraphStore, world: World, query: ConflictQuery) -> list[Answer]:
    nodes = await nodes_of(store, world.ids)
    links = with_background(derive(world.records, nodes.__getitem__).values(), query.background, nodes.get)
    return conflicts(links, query.filter, query.of)


@given(world=worlds())
def test_sources_that_are_parties_are_marked(stores: Stores, world: World) -> None:
    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            nodes = await nodes_of(store, world.ids)
            is_party = marks(world.records, derive(world.records, nodes.__getitem__).values(), nodes.__getitem__)
            answer = await quote(store, await store.conflicts(ConflictQuery(RULES)))
            for conflict in answer.conflicts:
                parties = {nodes[entity.id] for _, entity in conflict.roles}
                for one in (one for leg in conflict.legs for one in leg.evidence):
                    assert one.source_is_party == is_party(one.publisher, one.published, parties)

    run(check())


def said(conflict: Conflict) -> object:
    roles = [(role, entity.id) for role, entity in conflict.roles]
    legs = [(*triple(leg.link), leg.link.background) for leg in conflict.legs]
    return conflict.rule, roles, legs, conflict.overlap, conflict.severity, conflict.by_claims_only


def wanted(answer: Answer) -> object:
    roles = [(role, node.id) for role, node in answer.roles]
    legs = [(*leg.triple, leg.background) for leg in answer.legs]
    return answer.rule, roles, legs, answer.overlap, answer.severity, answer.by_claims_only


SUPPLIER = ["2020-01-10 Cli CLIENT_OF Sup active", "2020-01-10 Cli COMPETES_WITH Riv active"]
LEFT = [*SUPPLIER, "2021-03-01 Cli CLIENT_OF Sup ended end date=2021-02-28", "2021-03-01 Cli CLIENT_OF Other active"]
HELD = ["2020-06-01 Riv INVESTED_IN Sup active start date=2020-06-01", "2021-06-01 Riv INVESTED_IN Sup active"]
MOVE = [*SUPPLIER, "2020-01-10 @Ana HOLDS_ROLE Sup active", "2020-07-01 @Ana HOLDS_ROLE Sup ended end date=2020-06-30"]
PART, SOLE, EXECUTIVE = "supplier-part-owned-by-rival", "sole-supplier-tied-to-rival", "executive-moved-to-rival"
# What is told, what is asked -> "rule overlap severity" of each answer in order: by hand from RULES.md.
CASES: dict[str, tuple[list[str], LinkFilter, list[str]]] = {
    "twelve months to the day": (
        [*LEFT, "2022-03-01 Riv INVESTED_IN Sup active start date=2022-02-28"],
        LinkFilter(),
        [f"{PART} cooling_off 3"],
    ),
    "a day too late": ([*LEFT, "2022-03-01 Riv INVESTED_IN Sup active start date=2022-03-01"], LinkFilter(), []),
    "the rival had sold before the client came": (
        [
            *("2019-06-01 Riv ACQUIRED Sup ended end date=2019-05-31", "2020-01-10 Cli COMPETES_WITH Riv active"),
            "2020-01-10 Cli CLIENT_OF Sup active start date=2020-01-05",
        ],
        LinkFilter(),
        [],
    ),
    "no cooling-off on a day": (
        [*LEFT, "2022-03-01 Riv INVESTED_IN Sup active start date=2022-02-28"],
        LinkFilter(as_of=date(2022, 3, 1)),
        [],
    ),
    "the last day on which all held": ([*LEFT, *HELD], LinkFilter(as_of=date(2021, 2, 28)), [f"{PART} certain 1"]),
    "the day after": ([*LEFT, *HELD], LinkFilter(as_of=date(2021, 3, 1)), []),
    "the first day on which all held": ([*LEFT, *HELD], LinkFilter(as_of=date(2020, 6, 1)), [f"{PART} certain 1"]),
    "the day before": ([*LEFT, *HELD], LinkFilter(as_of=date(2020, 5, 31)), []),
    "a subsidiary is owned by its parent": (
        [*SUPPLIER, "2020-01-10 Sup SUBSIDIARY_OF Riv active"],
        LinkFilter(),
        [f"{SOLE} certain 1", f"{PART} certain 1"],
    ),
    "a parent is not owned by its subsidiary": (
        [*SUPPLIER, "2020-01-10 Riv SUBSIDIARY_OF Sup active"],
        LinkFilter(),
        [f"{SOLE} certain 1"],
    ),
    "a second supplier that is only planned": (
        [*SUPPLIER, "2020-01-10 Sup PARTNER_OF Riv active", "2020-01-10 Cli CLIENT_OF Other planned"],
        LinkFilter(),
        [f"{SOLE} certain 1"],
    ),
    "a second supplier that is planned, with the flag": (
        [*SUPPLIER, "2020-01-10 Sup PARTNER_OF Riv active", "2020-01-10 Cli CLIENT_OF Other planned"],
        LinkFilter(planned=True),
        [],
    ),
    "a second supplier that was left": (
        [*SUPPLIER, "2020-01-10 Sup PARTNER_OF Riv active", "2020-01-10 Cli CLIENT_OF Other ended"],
        LinkFilter(),
        [f"{SOLE} certain 1"],
    ),
    "the rivalry ended before": (
        [
            *SUPPLIER,
            "2021-06-01 Cli COMPETES_WITH Riv ended end date=2021-05-31",
            "2022-01-01 Riv INVESTED_IN Sup active start date=2022-01-01",
        ],
        LinkFilter(),
        [],
    ),
    "the rivalry ended after": (
        [
            *(
                *SUPPLIER,
                "2021-01-01 Cli CLIENT_OF Sup active",
                "2020-06-01 Riv INVESTED_IN Sup active start date=2020-06-01",
            ),
            "2021-06-01 Cli COMPETES_WITH Riv ended end date=2021-05-31",
        ],
        LinkFilter(),
        [f"{SOLE} certain 2", f"{PART} certain 2"],
    ),
    "the rivalry is a rumour": (
        [
            "2020-01-10 Cli CLIENT_OF Sup active",
            "2020-01-10 Cli COMPETES_WITH Riv active hedged",
            "2020-01-10 Riv ACQUIRED Sup active",
        ],
        LinkFilter(hedged=True),
        [f"{SOLE} certain 4", f"{PART} certain 4"],
    ),
    "a move within 24 months to the day": (
        [*MOVE, "2022-07-01 @Ana HOLDS_ROLE Riv active start date=2022-06-30"],
        LinkFilter(),
        [f"{EXECUTIVE} certain 2"],
    ),
    "a move a day too late": ([*MOVE, "2022-07-01 @Ana HOLDS_ROLE Riv active start date=2022-07-01"], LinkFilter(), []),
    "before the move": (
        [*MOVE, "2022-07-01 @Ana HOLDS_ROLE Riv active start date=2022-06-30"],
        LinkFilter(as_of=date(2022, 6, 29)),
        [],
    ),
    "after the move": (
        [*MOVE, "2022-07-01 @Ana HOLDS_ROLE Riv active start date=2022-06-30"],
        LinkFilter(as_of=date(2022, 6, 30)),
        [f"{EXECUTIVE} certain 2"],
    ),
    "a move that is planned": (
        [*MOVE, "2020-07-01 @Ana HOLDS_ROLE Riv planned start date=2020-09"],
        LinkFilter(planned=True),
        [f"{EXECUTIVE} certain 4"],
    ),
    "the client left before the person came, and not long before the move": (
        [
            *("2020-01-10 Cli CLIENT_OF Sup ended end date=2020-01-05", "2020-01-10 Cli COMPETES_WITH Riv active"),
            *(
                "2020-03-01 @Ana HOLDS_ROLE Sup active start date=2020-02-01",
                "2020-10-01 @Ana HOLDS_ROLE Sup ended end date=2020-09-30",
            ),
            "2020-12-01 @Ana HOLDS_ROLE Riv active start date=2020-12-01",
        ],
        LinkFilter(),
        [f"{EXECUTIVE} cooling_off 3"],
    ),
    "both posts at once": (
        [
            *SUPPLIER,
            "2020-01-10 @Ana HOLDS_ROLE Sup active",
            "2020-03-01 @Ana HOLDS_ROLE Riv active start date=2020-02-01",
        ],
        LinkFilter(),
        [f"{EXECUTIVE} certain 1"],
    ),
    "a denial makes it contested, no less": (
        [*SUPPLIER, "2020-01-10 Riv INVESTED_IN Sup active", "2021-01-10 Riv INVESTED_IN Sup active denied"],
        LinkFilter(),
        [f"{SOLE} certain 1", f"{PART} certain 1"],
    ),
    "abandoned": (
        [*SUPPLIER, "2020-01-10 Riv ACQUIRED Sup planned", "2020-05-10 Riv ACQUIRED Sup abandoned"],
        LinkFilter(planned=True, hedged=True),
        [],
    ),
    "the better link for a leg": (
        [*SUPPLIER, "2020-01-10 Riv ACQUIRED Sup active", "2020-01-10 Riv INVESTED_IN Sup active hedged"],
        LinkFilter(hedged=True),
        [f"{SOLE} certain 1", f"{PART} certain 1"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_conflicts_by_hand(stores: Stores, case: str) -> None:
    lines, asked, answers = CASES[case]
    world = telling(lines)

    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            query = ConflictQuery(RULES, None, asked)
            found = (await store.conflicts(query)).conflicts
            assert [f"{one.rule} {one.overlap} {one.severity}" for one in found] == answers
            assert [wanted(one) for one in await _oracle(store, world, query)] == [said(one) for one in found]

    run(check())
