"""Conflicts of interest: the store's answers, in their order, against the seven rules written out by hand."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cypher.evidence import quote
from cypher.store import ConflictQuery, GraphStore
from schemas.model import Conflict, LinkFilter
from tests.contract.oracle.conflicts import Answer, conflicts, with_background
from tests.contract.oracle.links import derive
from tests.contract.oracle.parties import marks
from tests.contract.stores import RULES, Stores, nodes_of, run, triple
from tests.contract.worlds import World, filters, timelines, worlds


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
