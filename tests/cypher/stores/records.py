"""Article records made by hand, for tests of stores."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from cypher.store import GraphStore
from cypher.stores.sqlite import SqliteStore
from schemas.model import (
    Article,
    ArticleEntity,
    ArticleRecord,
    Claim,
    EntityType,
    Kind,
    Mention,
    Modality,
    Quote,
    Status,
)
from schemas.names import entity_id

T = TypeVar("T")
DAY = date(2025, 6, 12)


def record(
    id_: str,
    *claims: tuple[str, str, str],
    text: str | None = None,
    publisher: str | None = "Le Fil",
    published: date | None = DAY,
    status: Status = Status.ACTIVE,
    copy_of: Sequence[str] = (),
    **more: Any,
) -> ArticleRecord:
    """An article whose claims are (subject name, relation, object name)."""
    names = list(dict.fromkeys(name for subject, _, object_ in claims for name in (subject, object_)))
    local = {name: f"e{number}" for number, name in enumerate(names)}
    article = Article(id_, "Title", text or f"Text of {id_}.", "en", f"http://x/{id_}", publisher, published)
    found = tuple(
        ArticleEntity(local[name], EntityType.ORGANIZATION, name, Kind.COMPANY, (name,), (Mention(0, 5, "Title"),))
        for name in names
    )
    said = tuple(
        Claim(relation, local[subject], local[object_], status, Modality.ASSERTED, Quote("Title", 0, 5))
        for subject, relation, object_ in claims
    )
    identity = tuple((one.id, entity_id(one.type, one.name)) for one in found)
    return replace(ArticleRecord(article, found, said, "test 1", identity, copy_of=tuple(copy_of)), **more)


def within(work: Callable[[GraphStore], Coroutine[Any, Any, T]], path: str = ":memory:", *, timeout: float = 30) -> T:
    """Do something with a store, and close it."""

    async def run() -> T:
        store = SqliteStore(path, timeout=timeout)
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(run())


async def exported(store: GraphStore) -> list[str]:
    return [line async for line in store.export()]
