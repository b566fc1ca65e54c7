"""A store moved whole into another, and two stores compared. Over a server: tests/neo4j/test_transfer.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher import transfer
from cypher.open import open_store
from cypher.store import GraphStore
from schemas.errors import InputError
from schemas.model import Judgement, Verdict
from tests.contract.stores import exported, opened, run
from tests.contract.test_judgements import take
from tests.contract.worlds import World, decisions, told, worlds

MEMORY = "sqlite://:memory:"


@given(world=worlds(), data=st.data())
def test_a_copy_equals_its_source(world: World, data: st.DataObject) -> None:
    steps = data.draw(decisions(world.ids))

    async def check() -> None:
        async with opened(MEMORY) as source, opened(MEMORY) as target:
            await source.add(world.records)
            await take(source, steps)
            done = await transfer.copy(source, target)
            assert done == (await source.corpus()).articles
            assert await exported(target) == await exported(source)
            before = {one.id for one in await source.judgements(undone=True)}
            assert {one.id for one in await target.judgements(undone=True)} == before
            found = await transfer.compare(source, target)
            assert found.differs is None
            assert found.left == found.right
            await transfer.copy(source, target)  # a second time adds nothing
            assert await exported(target) == await exported(source)

    run(check())


def test_what_differs_is_named() -> None:
    async def check() -> None:
        async with opened(MEMORY) as one, opened(MEMORY) as other:
            assert (await transfer.compare(one, other)).differs is None
            records = told("Acme CLIENT_OF Borel", ["2021-03-05 active", "2022-03-05 active"]).records
            await one.add(records)
            await other.add(records[:1])
            found = await transfer.compare(one, other)
            assert found.differs == "article t1"
            assert found.left.sha256 != found.right.sha256
            assert (found.left.lines["article"], found.right.lines["article"]) == (2, 1)

    run(check())


def test_a_store_that_holds_something_else_is_not_copied_into() -> None:
    async def holding(record: bool, judged: bool) -> GraphStore:
        store = await open_store(MEMORY)
        if record:
            await store.add(told("Gamma CLIENT_OF Delta", ["2021-03-05 active"], label="other").records)
        if judged:
            await store.judge(Judgement("o:x", "o:y", Verdict.SAME, "Ana", datetime(2026, 1, 1, tzinfo=UTC)))
        return store

    async def check() -> None:
        async with opened(MEMORY) as source:
            await source.add(told("Acme CLIENT_OF Borel", ["2021-03-05 active"]).records)
            for record, judged in ((True, False), (False, True)):
                target = await holding(record, judged)
                before = await exported(target)
                with pytest.raises(InputError, match="take an empty one"):
                    await transfer.copy(source, target)
                assert await exported(target) == before
                await target.close()

    run(check())


def test_a_copy_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    async def check() -> None:
        async with opened(MEMORY) as source, opened(str(tmp_path / "copy.db")) as target:
            records = told("Acme CLIENT_OF Borel", ["2021-03-05 active", "2022-03-05 ended"]).records
            await source.add([replace(one, notes=("cut",)) for one in records])
            await target.add([replace(one, notes=("cut",)) for one in records[:1]])
            watched: list[int] = []
            await transfer.copy(source, target, watch=watched.append)
            assert watched == [2]
            assert await exported(target) == await exported(source)

    run(check())
