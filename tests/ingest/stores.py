"""A real store in a file, for tests that are not asynchronous themselves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from cypher.open import open_store
from cypher.store import GraphStore

T = TypeVar("T")


def stored(path: Path) -> str:
    """The canonical export of the store in a file."""

    async def export(store: GraphStore) -> str:
        return "\n".join([line async for line in store.export()])

    return in_store(path, export)


def in_store(path: Path, work: Callable[[GraphStore], Coroutine[Any, Any, T]]) -> T:
    """The result of a coroutine function over the store in a file."""

    async def whole() -> T:
        store = await open_store(str(path))
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(whole())
