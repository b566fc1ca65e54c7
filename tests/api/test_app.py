"""Whether the server lives and can answer, over a store that is there, late, or broken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from api import holder
from api.app import create_app
from api.settings import Settings
from cypher.open import open_store
from schemas.errors import DataError
from tests.api.conftest import Client, Run
from tests.api.stories import STORIES


@asynccontextmanager
async def started(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as http,
    ):
        yield http


def test_alive_ready_and_where_to_ask(with_client: Run) -> None:
    async def work(client: Client) -> None:
        assert (await client.http.get("/healthz")).text == "alive\n"
        ready = await client.http.get("/readyz")
        assert (ready.status_code, ready.text) == (200, "ready: 5 articles, 8 entities\n")
        root = (await client.http.get("/")).json()
        assert (await client.http.post(root["graphql"], json={"query": "{ __typename }"})).status_code == 200
        for path in ("/docs", "/redoc", "/openapi.json"):
            assert (await client.http.get(path)).status_code == 404

    with_client(work)


def test_it_opens_and_closes_the_store_of_its_settings(tmp_path: Path) -> None:
    async def work() -> None:
        url = str(tmp_path / "own.sqlite")
        store = await open_store(url)
        await store.add(STORIES)
        await store.close()
        async with started(Settings(store=url)) as http:
            answer = await http.post("/graphql", json={"query": "{ corpus { articles } }"})
            assert answer.json() == {"data": {"corpus": {"articles": 5}}}
        assert not list(tmp_path.glob("*-wal"))

    asyncio.run(work())


def test_a_store_that_cannot_be_opened_is_said_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holder, "AGAIN", 0.0)
    file = tmp_path / "store.sqlite"
    file.write_text("no database at all, but long enough to be looked at as one" * 20)

    async def work() -> None:
        async with started(Settings(store=str(file))) as http:
            assert (await http.get("/healthz")).status_code == 200
            ready = await http.get("/readyz")
            assert ready.status_code == 503
            assert "store.sqlite" in ready.text
            answer = await http.post("/graphql", json={"query": "{ corpus { articles } }"})
            assert answer.status_code == 503
            (error,) = answer.json()["errors"]
            assert error["extensions"]["code"] == "STORE"
            assert error["message"] == ready.text.strip()
            file.unlink()
            assert (await http.get("/readyz")).status_code == 200

    asyncio.run(work())


def test_a_url_of_no_known_store_names_no_password() -> None:
    async def work() -> None:
        async with started(Settings(store="mystery://reader:hunter2@db:1234")) as http:
            ready = await http.get("/readyz")
            assert ready.status_code == 503
            assert "mystery" in ready.text
            assert "hunter2" not in ready.text

    asyncio.run(work())


def test_a_store_that_fails_is_not_ready(with_client: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(client: Client) -> None:
        async def broken() -> Any:
            raise RuntimeError("hunter2")

        monkeypatch.setattr(client.store, "corpus", broken)
        ready = await client.http.get("/readyz")
        assert (ready.status_code, ready.text) == (503, "The store does not answer.\n")

        async def stuck() -> Any:
            await asyncio.sleep(30)

        monkeypatch.setattr(client.store, "corpus", stuck)
        ready = await client.http.get("/readyz")
        assert (ready.status_code, ready.text) == (503, "The store does not answer in time.\n")

    with_client(work, Settings(seconds=0.05))


def test_a_bad_rule_stops_it_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("id: mine\n")
    with pytest.raises(DataError, match="mine"):
        create_app(Settings(rules=tmp_path))


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_STORE", "sqlite:///other.sqlite")
    monkeypatch.setenv("ENTENTE_PUBLIC", "true")
    monkeypatch.setenv("ENTENTE_HOSTS", '["entente.example"]')
    settings = Settings()
    assert (settings.store, settings.public, settings.answers_to) == (
        "sqlite:///other.sqlite",
        True,
        frozenset({"entente.example"}),
    )
