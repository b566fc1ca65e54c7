"""Ranked paths: the store's against all simple paths, found by depth-first search."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cypher.store import GraphStore, PathQuery
from schemas.errors import SameName, UnknownName
from schemas.model import LinkFilter, PathAnswer
from tests.contract.oracle.conflicts import with_background
from tests.contract.oracle.links import OracleLink, derive
from tests.contract.oracle.paths import Found, paths
from tests.contract.stores import Stores, nodes_of, run, triple
from tests.contract.worlds import World, filters, layers, webs, worlds


@given(world=worlds(), asked=filters(), data=st.data())
def test_all_simple_paths_of_any_world(stores: Stores, world: World, asked: LinkFilter, data: st.DataObject) -> None:
    assume(len(world.ids) > 1)
    _compare(stores, world, data.draw(st.lists(_queries(world, asked), min_size=1, max_size=3)))


@given(world=webs(), data=st.data())
def test_all_simple_paths_of_a_web(stores: Stores, world: World, data: st.DataObject) -> None:
    _compare(stores, world, data.draw(st.lists(_queries(world, LinkFilter()), min_size=4, max_size=8)))


def _compare(stores: Stores, world: World, queries: Sequence[PathQuery]) -> None:
    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            for query in queries:
                assert said(await store.paths(query)) == wanted(await _oracle(store, world, query))

    run(check())


@st.composite
def _queries(draw: st.DrawFn, world: World, asked: LinkFilter) -> PathQuery:
    start, end = draw(st.permutations(world.ids))[:2]
    return PathQuery(
        start,
        end,
        filter=draw(st.sampled_from((asked, LinkFilter(), LinkFilter(planned=True, hedged=True)))),
        max_hops=draw(st.integers(1, 6)),
        limit=draw(st.sampled_from((1, 2, 3, 5, 20))),
        background=draw(st.sampled_from(((), world.background))),
    )


def said(answer: PathAnswer) -> tuple[object, ...]:
    """What the store answers, as plain values."""
    found = [
        (
            [hop.start.id for hop in path.hops] + [path.hops[-1].end.id],
            [[(*triple(leg.link), leg.link.background) for leg in hop.legs] for hop in path.hops],
            path.score,
        )
        for path in answer.paths
    ]
    return found, answer.truncated


def wanted(found: Found) -> tuple[object, ...]:
    """What the oracle answers, likewise; the score is its exact product, as near as a float comes."""
    walks = [
        (
            [node.id for node in walk.nodes],
            [[(*link.triple, link.background) for link in hop] for hop in walk.hops],
            pytest.approx(float(walk.score), rel=1e-12),
        )
        for walk in found.walks
    ]
    return walks, found.truncated


async def _oracle(store: GraphStore, world: World, query: PathQuery) -> Found:
    nodes = await nodes_of(store, world.ids)
    links: list[OracleLink] = list(derive(world.records, nodes.__getitem__).values())
    links = with_background(links, query.background, nodes.get)
    return paths(
        links, nodes[query.start], nodes[query.end], filter=query.filter, max_hops=query.max_hops, limit=query.limit
    )


def test_more_than_ten_thousand_paths_of_one_length(stores: Stores) -> None:
    """Only the first 10,000 in the order of their names are ranked: the best path, beyond them, is not seen."""
    world = layers(22)  # 22 ** 3 = 10,648 paths of four hops; the one with the last names is the surest

    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            query = PathQuery("o:start", "o:target", limit=3)
            answer, oracle = await store.paths(query), await _oracle(store, world, query)
            assert answer.truncated
            assert said(answer) == wanted(oracle)
            assert Decimal(str(answer.paths[0].score)) < 1

    run(check())


def test_ends_must_be_two_and_there(stores: Stores) -> None:
    world = layers(1)

    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            with pytest.raises(SameName):
                await store.paths(PathQuery("o:start", "o:start"))
            for start, end in (("o:start", "o:nobody"), ("o:nobody", "o:start")):
                with pytest.raises(UnknownName):
                    await store.paths(PathQuery(start, end))

    run(check())
