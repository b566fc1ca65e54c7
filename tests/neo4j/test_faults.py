"""What goes wrong between us and a server: clear words without secrets, nothing lost, twice or in part."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from dataclasses import replace

import neo4j
import pytest

from cypher.open import open_store
from cypher.stores.neo4j import migrate
from cypher.stores.neo4j.server import Server, Session
from schemas.errors import InputError, StoreBusy, StoreError, StoreSlow, StoreVersion
from tests.contract.stores import everything, exported, opened, run
from tests.contract.test_faults import ROOT, articles_of
from tests.contract.worlds import told
from tests.contract.writer import BATCH, BATCHES, batch
from tests.neo4j import servers
from tests.neo4j.servers import Neo4jServer

SECRET = "not-to-be-shown"
ENDLESS = "UNWIND range(1, 100000000) AS a UNWIND range(1, 100000000) AS b RETURN max(a * b)"
REVISION = "MATCH (state:Entente {id: 1}) RETURN state.revision"


def refused(url: str, *, timeout: float = 60.0) -> str:
    """What is said of a store that cannot be opened."""

    async def work() -> None:
        await (await open_store(url, timeout=timeout)).close()

    with pytest.raises(StoreError) as caught:
        run(work())
    return str(caught.value)


def test_no_server() -> None:
    began = time.monotonic()
    said = refused(f"bolt://neo4j:{SECRET}@127.0.0.1:1", timeout=2)
    assert "bolt://127.0.0.1:1 cannot be reached" in said
    assert SECRET not in said
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("url", ["bolt://neo4j@host", "neo4j://host:port", "bolt://neo4j:x@host?a=b", "bolt://"])
def test_an_address_that_is_none(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENTENTE_NEO4J_PASSWORD", raising=False)
    with pytest.raises(InputError):
        run(open_store(url))


def test_a_wrong_password(server: Neo4jServer) -> None:
    said = refused(f"bolt://neo4j:{SECRET}@127.0.0.1:{server.port}")
    assert "does not accept this user and password" in said
    assert SECRET not in said


def test_the_password_from_the_environment(server: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_NEO4J_PASSWORD", server.password)
    assert run(articles_of(server.address)) == []


def test_another_writer_that_does_not_end(server: Neo4jServer) -> None:
    """Another writer holds the lock: we give up in time, and have written nothing."""

    async def work() -> None:
        async with opened(server.url) as store:
            before = await exported(store)
        impatient = await open_store(server.url, timeout=3)
        try:
            with server.driver.session() as session, session.begin_transaction() as other:
                other.run("MATCH (state:Entente {id: 1}) SET state.revision = state.revision").consume()
                with pytest.raises(StoreBusy, match="another process is writing"):
                    await impatient.add(told("Acme CLIENT_OF Borel", ["2021-03-05 active"]).records)
        finally:
            await impatient.close()
        async with opened(server.url) as store:
            assert await exported(store) == before

    run(work())


def test_an_answer_that_takes_too_long(server: Neo4jServer) -> None:
    """The server ends a query that goes on and on, and we say so."""

    async def check() -> None:
        impatient = Server(server.address, "neo4j", server.password, database=None, timeout=2)
        try:
            with pytest.raises(StoreSlow, match="no answer within 2 seconds"):
                await impatient.read(lambda session: session.text(ENDLESS, {}))
        finally:
            await impatient.close()

    run(check())


def test_what_passes_is_tried_again(server: Neo4jServer) -> None:
    tries: list[int] = []

    async def work(session: Session) -> int:
        tries.append(1)
        await session.rows("lock")
        if len(tries) < 3:
            raise neo4j.exceptions.TransientError("deadlock")
        return len(tries)

    async def check() -> None:
        address = Server(server.address, "neo4j", server.password, database=None, timeout=60)
        try:
            assert await address.write(work) == 3
            revision = (await address.read(lambda session: session.text(REVISION, {})))[0][0]
        finally:
            await address.close()
        assert revision == 1  # those that failed left nothing

    run(check())


@pytest.fixture
def connected(server: Neo4jServer) -> Server:
    return Server(server.address, "neo4j", server.password, database=None, timeout=60)


def test_a_store_of_another_version(connected: Server) -> None:
    known = migrate.packaged()
    newer = replace(known[0], number=9_999, name="9999_later.cypher", text="RETURN 1;\n")

    async def check() -> None:
        try:
            assert (await migrate.state(connected)).missing == ()
            with pytest.raises(StoreVersion, match="another build"):
                await migrate.state(connected, [replace(known[0], text="RETURN 2;\n")])
            assert (await migrate.state(connected, [*known, newer])).missing == (newer,)
            assert (await migrate.bring_up_to_date(connected, [*known, newer])).missing == ()
            with pytest.raises(StoreVersion, match="update the program"):
                await migrate.bring_up_to_date(connected)
        finally:
            await connected.write(lambda session: session.text("MATCH (m:Migration {number: 9999}) DELETE m", {}))
            await connected.close()

    run(check())


def test_two_ingests_at_once(server: Neo4jServer) -> None:
    """Two processes' worth of overlapping batches, side by side: as if they had come one after the other."""
    numbers = range(8)

    async def writer(order: list[int]) -> None:
        async with opened(server.url) as store:
            for number in order:
                await store.add(batch(number))

    async def check() -> None:
        await asyncio.gather(writer(list(numbers)), writer(list(reversed(numbers))))
        async with opened(server.url) as store, opened("sqlite://:memory:") as expected:
            for number in numbers:
                await expected.add(batch(number))
            assert await exported(store) == await exported(expected)

    run(check())


def test_a_server_killed_while_it_writes() -> None:
    """A power cut at the server, back after a while: the writer goes on, and all it was told is there, once."""
    servers.required()
    server = Neo4jServer()
    try:
        server.start()
        run(articles_of(server.url))
        acknowledged = _written_across_a_kill(server)
        there = run(articles_of(server.url))
        assert len(there) == len(set(there))
        whole = [number for number in range(BATCHES) if {one.article.id for one in batch(number)} <= set(there)]
        assert len(there) == BATCH * len(whole)
        assert acknowledged
        assert acknowledged <= set(whole)
        assert run(_both_exports(server.url, whole))
    finally:
        server.remove()


def _written_across_a_kill(server: Neo4jServer) -> set[int]:
    """The batches that a writer saw acknowledged, some before its server was killed, others after it was back."""
    command = [sys.executable, "-m", "tests.contract.writer", server.url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as writer:
        try:
            assert writer.stdout is not None
            said = [writer.stdout.readline() for _ in range(6)]
            server.kill()
            server.start()
            said += [writer.stdout.readline() for _ in range(6)]
        finally:
            writer.kill()
        rest, errors = writer.communicate()
    assert server.password not in errors
    if "at the very end" not in errors:  # the one moment at which a writer cannot know, and says so
        assert all(said)
    return {int(line) for line in [*said[1:], *rest[: rest.rfind("\n") + 1].splitlines()] if line.strip()}


async def _both_exports(url: str, numbers: list[int]) -> bool:
    """Whether the store equals one that took these batches undisturbed."""
    async with opened(url) as store, opened("sqlite://:memory:") as expected:
        for number in numbers:
            await expected.add(batch(number))
        assert await everything(lambda after: store.articles(limit=100, after=after))
        return await exported(store) == await exported(expected)
