"""A server for each test that asks for one, empty and with its schema up to date."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contract.stores import opened, run
from tests.neo4j import servers
from tests.neo4j.servers import Neo4jServer


@pytest.fixture
def server() -> Iterator[Neo4jServer]:
    servers.required()
    with servers.POOL.lent() as lent:
        run(_migrated(lent.url))
        yield lent


async def _migrated(url: str) -> None:
    async with opened(url):
        pass
