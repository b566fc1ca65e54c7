"""The outcome does not depend on the order or the sizes of batches, nor on an article coming twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from schemas.model import ArticleRecord
from tests.contract.stores import Stores, exported, run
from tests.contract.worlds import World, worlds


async def stored(stores: Stores, records: Sequence[ArticleRecord], size: int) -> list[str]:
    """The export of a store that got these records in batches of that size."""
    async with stores.fresh() as store:
        for start in range(0, len(records), size):
            await store.add(records[start : start + size])
        return await exported(store)


@given(world=worlds(), data=st.data())
def test_shuffles_and_batches_give_one_export(stores: Stores, world: World, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(world.records))

    async def check() -> None:
        at_once = await stored(stores, world.records, len(world.records))
        assert at_once == await stored(stores, shuffled, 1)
        assert at_once == await stored(stores, shuffled, 3)

    run(check())


@given(world=worlds(), data=st.data())
def test_near_copies_are_told_from_either_side(stores: Stores, world: World, data: st.DataObject) -> None:
    """Whoever comes later names those that came before: the outcome is the same, whichever that is."""
    near = {frozenset((one.article.id, other)) for one in world.records for other in one.copy_of}
    orders = (world.records, tuple(data.draw(st.permutations(world.records))))

    def as_read(records: Sequence[ArticleRecord]) -> list[ArticleRecord]:
        ids = [one.article.id for one in records]
        before = {id: [other for other in ids[:place] if {id, other} in near] for place, id in enumerate(ids)}
        return [replace(one, copy_of=tuple(before[one.article.id])) for one in records]

    async def check() -> None:
        first, second = [await stored(stores, as_read(records), 2) for records in orders]
        assert first == second

    run(check())


@given(world=worlds(max_articles=4), data=st.data())
def test_a_second_time_adds_nothing(stores: Stores, world: World, data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(world.records), min_size=1, max_size=3))

    async def check() -> None:
        async with stores.fresh() as store:
            first = await store.add(world.records)
            assert sorted([*first.new, *first.copies]) == [record.article.id for record in world.records]
            before = await exported(store)
            report = await store.add(again)
            assert not report.new
            assert not report.copies
            assert await exported(store) == before
            assert await store.known([*(one.article.id for one in world.records), "a99"]) == {*first.new, *first.copies}

    run(check())


@given(world=worlds(max_articles=4, copies=False), data=st.data())
def test_a_new_reading_takes_the_place_of_the_old(stores: Stores, world: World, data: st.DataObject) -> None:
    """Adding worse readings first and replacing them equals adding the good ones."""
    worse = [
        replace(one, claims=one.claims[: data.draw(st.integers(0, len(one.claims)))], made_by="an older model")
        for one in world.records
    ]

    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(worse)
            await store.add(world.records)  # known: left as it is
            assert await exported(store) == await stored(stores, worse, len(worse))
            report = await store.add(world.records, replace=True)
            assert sorted(report.replaced) == [record.article.id for record in world.records]
            assert await exported(store) == await stored(stores, world.records, len(worse))

    run(check())
