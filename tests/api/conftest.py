"""A client of the API, in this process, over an SQLite store with a few invented articles."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from cypher.open import open_store
from cypher.store import GraphStore
from tests.api.stories import STORIES

T = TypeVar("T")


@dataclass
class Client:
    """Asks a running application; `store` is what it stands on."""

    http: httpx.AsyncClient
    store: GraphStore
    last: httpx.Response | None = field(default=None)

    async def ask(self, query: str, **variables: Any) -> Any:
        """The data of a query that has no errors."""
        answer = await self.answer(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def errors(self, query: str, **variables: Any) -> list[dict[str, Any]]:
        """The errors of a query that has some."""
        found: list[dict[str, Any]] = (await self.answer(query, **variables))["errors"]
        return found

    async def answer(self, query: str, **variables: Any) -> Mapping[str, Any]:
        self.last = await self.http.post("/graphql", json={"query": query, "variables": variables})
        answer: Mapping[str, Any] = self.last.json()
        return answer


@asynccontextmanager
async def serving(store: GraphStore, settings: Settings | None = None) -> AsyncIterator[Client]:
    """A client of an application over that store."""
    app = create_app(settings or Settings(), store)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as http,
    ):
        yield Client(http, store)


@asynccontextmanager
async def stored(folder: Path, *records: Any) -> AsyncIterator[GraphStore]:
    """A store in that folder with these articles, or those of the stories."""
    store = await open_store(str(folder / "api.sqlite"))
    try:
        await store.add(records or STORIES)
        yield store
    finally:
        await store.close()


class Run(Protocol):
    """Runs a coroutine function with a client over the stories, and returns what it returns."""

    def __call__(self, work: Callable[[Client], Awaitable[T]], settings: Settings | None = None) -> T: ...


@pytest.fixture
def with_client(tmp_path: Path) -> Run:
    def run(work: Callable[[Client], Awaitable[T]], settings: Settings | None = None) -> T:
        async def inner() -> T:
            async with stored(tmp_path) as store, serving(store, settings) as client:
                return await work(client)

        return asyncio.run(inner())

    return run
