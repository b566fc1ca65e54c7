"""Killed in the middle of writing: what was acknowledged is there, once, whole, and the links follow from it."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from tests.contract.stores import Stores, everything, exported, opened, run
from tests.contract.writer import BATCH, BATCHES, batch

KILLS = 10
ROOT = Path(__file__).parents[2]


def killed_writer(url: str, wait: float) -> set[int]:
    """Start a writer, kill it so many seconds after it is ready; the batches it had acknowledged."""
    command = [sys.executable, "-m", "tests.contract.writer", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline() == "ready\n", child.stderr.read()
        time.sleep(wait)
        child.kill()
        said = child.stdout.read()
    # What stands before the last line feed was written whole.
    return {int(line) for line in said[: said.rfind("\n") + 1].split()}


async def articles_of(url: str) -> list[str]:
    async with opened(url) as store:
        records = await everything(lambda after: store.articles(limit=100, after=after))
        return [record.article.id for record in records]


async def export_of(url: str) -> list[str]:
    async with opened(url) as store:
        return await exported(store)


async def export_of_batches(stores: Stores, numbers: list[int]) -> list[str]:
    async with stores.fresh() as store:
        await store.add([record for number in numbers for record in batch(number)])
        return await exported(store)


def test_killed_while_writing(stores: Stores) -> None:
    with stores.url() as url:
        _kill_and_look(stores, url)


def _kill_and_look(stores: Stores, url: str) -> None:
    chance = random.Random(6)
    acknowledged: set[int] = set()
    for _ in range(KILLS):
        acknowledged |= killed_writer(url, chance.uniform(0, stores.moment))
        there = run(articles_of(url))
        assert len(there) == len(set(there))
        whole = [number for number in range(BATCHES) if {record.article.id for record in batch(number)} <= set(there)]
        assert len(there) == BATCH * len(whole)  # no batch in part
        assert acknowledged <= set(whole)
        assert len(set(whole) - acknowledged) <= KILLS
        assert run(export_of(url)) == run(export_of_batches(stores, whole))
    assert acknowledged
