"""The file: versions, other programs' files, two processes, crashes."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from cypher.store import GraphStore, PathQuery
from cypher.stores.sqlite import SqliteStore, migrate
from schemas.errors import StoreBusy, StoreError, StoreVersion
from tests.cypher.stores.records import exported, record, within

CLIENT = ("OpenAI", "CLIENT_OF", "Scale AI")


async def nothing(store: GraphStore) -> None:
    return None


async def add_one(store: GraphStore) -> list[str]:
    await store.add([record("a1", CLIENT)])
    return await exported(store)


def test_what_was_stored_is_there_again(tmp_path: Path) -> None:
    file = str(tmp_path / "store.db")
    assert within(add_one, file) == within(exported, file) != []


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    file.write_text("Some text that is longer than the header of a database. " * 40)
    with pytest.raises(StoreError, match="not an SQLite file"):
        within(nothing, str(file))
    assert file.read_text().startswith("Some text")


def test_a_database_of_another_program(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE migration (number, checksum)")
    other.close()
    with pytest.raises(StoreError, match="not an Entente store"):
        within(nothing, str(file))


def test_a_newer_store_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(tmp_path / "store.db")
    known = migrate.packaged()
    newer = migrate.Migration(known[-1].number + 1, "9999_future.sql", "CREATE TABLE future (id TEXT);")
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "packaged", lambda: (*known, newer))
        within(add_one, file)  # an older store is brought up to date
    with pytest.raises(StoreVersion, match=f"version {newer.number}.*up to {known[-1].number}.*update"):
        within(nothing, file)


def test_an_older_store_is_brought_up_to_date_with_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(tmp_path / "store.db")
    before = within(add_one, file)
    known = migrate.packaged()
    text = "-- two statements; a ; in a comment\nCREATE TABLE one (id TEXT);\nINSERT INTO one VALUES ('a;b');\n"
    monkeypatch.setattr(migrate, "packaged", lambda: (*known, migrate.Migration(9, "0009_one.sql", text)))
    assert within(exported, file) == before
    with sqlite3.connect(file) as raw:
        assert raw.execute("SELECT id FROM one").fetchall() == [("a;b",)]
        assert len(raw.execute("SELECT checksum FROM migration").fetchall()) == len(known) + 1
    raw.close()


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(tmp_path / "store.db")
    before = within(add_one, file)
    known = migrate.packaged()
    bad = migrate.Migration(9, "0009_bad.sql", "CREATE TABLE one (id TEXT);\nINSERT INTO none VALUES (1);\n")
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "packaged", lambda: (*known, bad))
        with pytest.raises(StoreError, match="none"):
            within(nothing, file)
    assert within(exported, file) == before


def test_a_changed_migration_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(tmp_path / "store.db")
    within(nothing, file)
    changed = tuple(replace(one, text=one.text + "-- changed\n") for one in migrate.packaged())
    monkeypatch.setattr(migrate, "packaged", lambda: changed)
    with pytest.raises(StoreVersion, match="another build"):
        within(nothing, file)


def test_a_second_writer_is_told_to_wait_and_readers_go_on(tmp_path: Path) -> None:
    file = str(tmp_path / "store.db")
    within(add_one, file)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def work(store: GraphStore) -> None:
        assert (await store.corpus()).articles == 1
        with pytest.raises(StoreBusy, match="another process is writing"):
            await store.add([record("a2", CLIENT)])
        other.execute("ROLLBACK")
        await store.add([record("a2", CLIENT)])

    try:
        within(work, file, timeout=0.2)
    finally:
        other.close()


def test_the_graph_follows_what_another_process_writes(tmp_path: Path) -> None:
    file = str(tmp_path / "store.db")
    within(add_one, file)
    asked = PathQuery("o:openai", "o:scale-ai")

    async def work(store: GraphStore) -> None:
        writer = SqliteStore(file)
        assert len((await store.paths(asked)).paths[0].hops[0].legs) == 1
        await writer.add([record("a2", ("OpenAI", "PARTNER_OF", "Scale AI"))])
        answer = await store.paths(asked)
        assert len(answer.paths[0].hops[0].legs) == 2
        assert answer.corpus == await writer.corpus()
        await writer.add([record("a1")], replace=True)
        assert len((await store.paths(asked)).paths[0].hops[0].legs) == 1
        await writer.close()

    within(work, file)


def test_reads_and_writes_side_by_side(tmp_path: Path) -> None:
    async def work(store: GraphStore) -> None:
        await store.add([record("a0", CLIENT)])
        writes = [store.add([record(f"a{number}", CLIENT)]) for number in range(1, 12)]
        reads = [store.paths(PathQuery("o:openai", "o:scale-ai")) for _ in range(12)]
        answers = await asyncio.gather(*writes, *reads)
        for answer in answers[len(writes) :]:
            legs = answer.paths[0].hops[0].legs  # type: ignore[attr-defined]
            assert legs[0].link.claims == answer.corpus.articles  # type: ignore[attr-defined]
        assert (await store.corpus()).articles == 12

    within(work, str(tmp_path / "store.db"))


def test_an_export_is_of_one_moment(tmp_path: Path) -> None:
    async def work(store: GraphStore) -> None:
        await store.add([record(f"a{number}", CLIENT) for number in range(300)])
        before = await exported(store)
        lines = store.export()
        first = await anext(lines)
        await store.add([record("a5", ("Meta", "CLIENT_OF", "Scale AI"))], replace=True)
        assert [first, *[line async for line in lines]] == before

    within(work, str(tmp_path / "store.db"))


def test_a_closed_store_says_so() -> None:
    async def work(store: GraphStore) -> GraphStore:
        await store.close()
        return store

    store = within(work)
    with pytest.raises(StoreError, match="closed"):
        asyncio.run(store.corpus())


KILLED = """
import sys
from tests.cypher.stores.records import record, within

async def work(store):
    number = 0
    while True:
        await store.add([record(f"a{number + at}", ("OpenAI", "CLIENT_OF", f"C{at}")) for at in range(20)])
        number += 20
        print(number, flush=True)

within(work, sys.argv[1])
"""


@pytest.mark.parametrize("pause", [0.0, 0.013, 0.04])
def test_a_killed_writer_leaves_whole_batches(tmp_path: Path, pause: float) -> None:
    file = str(tmp_path / "store.db")
    root = str(Path(__file__).parents[3])
    child = subprocess.Popen([sys.executable, "-c", KILLED, file], stdout=subprocess.PIPE, cwd=root, text=True)
    assert child.stdout is not None
    acknowledged = int(child.stdout.readline())
    time.sleep(pause)
    os.kill(child.pid, signal.SIGKILL)
    acknowledged = max([acknowledged, *(int(line) for line in child.stdout)])
    child.wait()
    child.stdout.close()

    async def after(store: GraphStore) -> int:
        count = (await store.corpus()).articles
        whole = await exported(store)
        fresh = SqliteStore(":memory:")
        await fresh.add([record(f"a{number}", ("OpenAI", "CLIENT_OF", f"C{number % 20}")) for number in range(count)])
        assert whole == await exported(fresh)
        await fresh.close()
        return count

    count = within(after, file)
    assert count >= acknowledged
    assert count % 20 == 0
