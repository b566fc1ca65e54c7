"""Judgements and their undoing: a store looks as if those that do not stand had never been made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cypher.store import GraphStore
from schemas.errors import InputError
from schemas.model import Judgement, Verdict
from tests.contract.oracle.links import derive
from tests.contract.stores import Stores, by_triple, expected, exported, links_of, nodes_of, plain, run
from tests.contract.worlds import Undo, World, decisions, telling, worlds


@given(world=worlds(max_articles=4), data=st.data())
def test_judgements_equal_a_replay_of_those_that_stand(stores: Stores, world: World, data: st.DataObject) -> None:
    assume(len(world.ids) > 1)
    steps = data.draw(decisions(world.ids))

    async def check() -> None:
        async with stores.fresh() as store, stores.fresh() as replayed:
            await store.add(world.records)
            await replayed.add(world.records)
            await take(store, steps)
            standing = await store.judgements()
            for judgement in standing:
                await replayed.judge(replace(judgement, id=""))
            assert await exported(store) == await exported(replayed)
            nodes = await nodes_of(store, world.ids)
            assert nodes == await nodes_of(replayed, world.ids)
            assert_one_where_judged_so({id: node.id for id, node in nodes.items()}, standing)
            links = [plain(link) for link in await links_of(store, world.ids)]
            for record in world.records:
                kept = await store.article(record.article.id)
                assert kept is None or dict(kept.identity) == {one: nodes[id].id for one, id in record.identity}
            oracle = [expected(link) for link in derive(world.records, nodes.__getitem__).values()]
            assert by_triple(links) == by_triple(oracle)

    run(check())


@given(world=worlds(max_articles=3), data=st.data())
def test_undoing_all_gives_back_the_store(stores: Stores, world: World, data: st.DataObject) -> None:
    assume(len(world.ids) > 1)
    steps = data.draw(decisions(world.ids))

    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            before = await exported(store)
            await take(store, steps)
            for judgement in await store.judgements():
                await store.undo(judgement.id)
            assert await exported(store) == before
            assert await store.judgements() == []

    run(check())


@given(world=worlds(), data=st.data())
def test_what_comes_after_a_judgement_keeps_to_it(stores: Stores, world: World, data: st.DataObject) -> None:
    """Judging and undoing between two batches equals judging after both."""
    first = data.draw(st.integers(1, len(world.records)))
    early = World(world.beings, world.records[:first])
    assume(len(early.ids) > 1)
    steps = data.draw(decisions(early.ids))

    async def check() -> None:
        async with stores.fresh() as store, stores.fresh() as other:
            await store.add(early.records)
            await take(store, steps)
            await store.add(world.records[first:])
            await other.add(world.records)
            await take(other, steps)
            assert await exported(store) == await exported(other)

    run(check())


def test_two_names_judged_one_and_two_again(stores: Stores) -> None:
    world = telling(["2021-01-31 Acme CLIENT_OF Borel active", "2021-01-31 Borel PARTNER_OF Zed active"])

    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            assert len(await links_of(store, world.ids)) == 2
            judgement = await store.judge(Judgement("o:acme", "o:borel", Verdict.SAME, "the desk", datetime.now(UTC)))
            (one,) = {entity.id for name in ("Acme", "Borel") for entity in await store.find(name)}
            (link,) = await links_of(store, [one])  # nobody is tied to themselves
            assert {link.subject.id, link.object.id} == {one, "o:zed"}
            assert [hit.entity.id for hit in (await store.search("bor")).items] == [one]
            await store.undo(judgement.id)
            assert [entity.id for name in ("Acme", "Borel") for entity in await store.find(name)] == [
                "o:acme",
                "o:borel",
            ]
            assert len(await links_of(store, world.ids)) == 2
            assert [one.undone for one in await store.judgements(undone=True)] == [True]

    run(check())


def test_an_undo_of_nothing_is_an_error(stores: Stores) -> None:
    async def check() -> None:
        async with stores.fresh() as store:
            with pytest.raises(InputError):
                await store.undo("no such judgement")

    run(check())


async def take(store: GraphStore, steps: Sequence[Judgement | Undo]) -> None:
    """Do what the steps say; a judgement that was undone or replaced is not undone again."""
    made: list[str] = []
    for step in steps:
        if isinstance(step, Judgement):
            kept = await store.judge(step)
            assert kept.id
            assert replace(kept, id="") == step
            made.append(kept.id)
        elif made[step.number] in {one.id for one in await store.judgements()}:
            await store.undo(made[step.number])


def assert_one_where_judged_so(entity: dict[str, str], standing: Sequence[Judgement]) -> None:
    """`entity` maps each id of the resolver to the entity it belongs to.

    Two are one only through a chain of "same"; no two are one that were judged different; without any "different",
    every "same" holds.
    """
    chain = {id: {id} for id in entity}
    for judgement in standing:
        if judgement.verdict is Verdict.SAME:
            both = chain[judgement.left] | chain[judgement.right]
            for id in both:
                chain[id] = both
    for one, other in ((one, other) for one in entity for other in entity):
        if entity[one] == entity[other]:
            assert other in chain[one]
    different = [judgement for judgement in standing if judgement.verdict is Verdict.DIFFERENT]
    for judgement in different:
        assert entity[judgement.left] != entity[judgement.right]
    if not different:
        for judgement in standing:
            assert (judgement.verdict is not Verdict.SAME) or entity[judgement.left] == entity[judgement.right]
