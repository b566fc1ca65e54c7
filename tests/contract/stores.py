"""The stores under test, and what tests ask of every one of them. To add a store: a line in STORES."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from cypher.open import open_store
from cypher.store import GraphStore, Page
from schemas.model import Link, LinkFilter
from schemas.rules import load
from tests.contract.oracle.links import MINUS, PLUS, Node, OracleLink
from tests.neo4j.servers import POOL

T = TypeVar("T")
RULES = load()
PATIENCE = 180.0
"""Seconds that a store may take: a server plans each query when it first comes, and the machine may be busy."""


@contextmanager
def in_a_file() -> Iterator[str]:
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'contract.db'}"


@contextmanager
def on_a_server() -> Iterator[str]:
    with POOL.lent() as server:
        yield server.url


# Name -> the URL of an empty store, gone or lent to others afterwards.
STORES: Mapping[str, Callable[[], AbstractContextManager[str]]] = {"sqlite": in_a_file, "neo4j": on_a_server}


@dataclass(frozen=True)
class Stores:
    """One kind of store."""

    name: str
    url: Callable[[], AbstractContextManager[str]]

    @property
    def moment(self) -> float:
        """Seconds in which a store takes some batches, on a busy machine too."""
        return 0.25 if self.name == "sqlite" else 4.0

    @asynccontextmanager
    async def fresh(self) -> AsyncIterator[GraphStore]:
        """An empty store."""
        with self.url() as url:
            async with opened(url) as store:
                yield store


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[GraphStore]:
    store = await open_store(url, timeout=PATIENCE)
    try:
        yield store
    finally:
        await store.close()


def run(work: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine; the port is asynchronous, the tests are not."""
    return asyncio.run(work)


async def everything(turn: Callable[[str | None], Coroutine[Any, Any, Page[T]]]) -> list[T]:
    """All items of a paged list; `turn` gives the page after a key."""
    items: list[T] = []
    after: str | None = None
    for _ in range(10_000):
        page = await turn(after)
        items += page.items
        after = page.next
        if after is None:
            return items
    raise AssertionError("the pages do not end")


async def links_of(store: GraphStore, ids: Iterable[str], *, filter: LinkFilter | None = None) -> list[Link]:
    """Every link of these entities, each once."""
    found: dict[str, Link] = {}
    for id in ids:
        for link in await everything(lambda after, id=id: store.links(id, filter=filter, limit=7, after=after)):  # type: ignore[misc]
            found[link.id] = link
    return list(found.values())


async def nodes_of(store: GraphStore, ids: Iterable[str]) -> dict[str, Node]:
    """Each id of the resolver -> the entity as the store names it now."""
    nodes = {}
    for id in ids:
        entity = await store.entity(id)
        assert entity is not None, f"{id} is not there"
        nodes[id] = Node(entity.id, entity.name)
    return nodes


async def exported(store: GraphStore) -> list[str]:
    return [line async for line in store.export()]


def plain(link: Link) -> dict[str, Any]:
    """What the store says of a link, in the oracle's words."""
    return {
        "triple": triple(link),
        "status": link.status,
        "modality": link.modality,
        "contested": link.contested,
        "since": (link.since.lo or MINUS, link.since.hi or PLUS),
        "until": (link.until.lo or MINUS, link.until.hi or PLUS),
        "confidence": link.confidence,
        "origins": link.origins,
        "claims": link.claims,
        "newest": link.newest,
        "background": link.background,
    }


def expected(link: OracleLink) -> dict[str, Any]:
    """What the oracle says of it."""
    return {key: getattr(link, key) for key in _FIELDS}


_FIELDS = (
    *("triple", "status", "modality", "contested", "since", "until"),
    *("confidence", "origins", "claims", "newest", "background"),
)


def triple(link: Link) -> tuple[str, str, str]:
    return (link.subject.id, link.relation, link.object.id)


def by_triple(links: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(links, key=lambda one: one["triple"])
