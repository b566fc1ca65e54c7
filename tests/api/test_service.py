"""How the store is asked: seldom, in time, by many at once."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from api.settings import Settings
from cypher.store import GraphStore
from schemas.model import EntityType
from schemas.names import entity_id
from tests.api.conftest import Client, Run, serving, stored
from tests.api.stories import ALONE, STORIES, Said, article, hub


class Counted:
    """A store that counts the calls of its methods, and may be slow in one of them."""

    def __init__(self, store: GraphStore, slow: str = "") -> None:
        self._store = store
        self._slow = slow
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)

        async def call(*given: Any, **named: Any) -> Any:
            self.calls[name] += 1
            if name == self._slow:
                await asyncio.sleep(30)
            return await method(*given, **named)

        return call


async def counted(folder: Path, query: str, *records: Any) -> tuple[Any, Counter[str]]:
    """The answer, and the calls that it took."""
    async with stored(folder, *records) as store:
        counter = Counted(store)
        async with serving(counter) as client:
            await client.http.get("/readyz")
            counter.calls.clear()
            return await client.ask(query), counter.calls


def test_a_hundred_links_with_evidence_take_few_calls(tmp_path: Path) -> None:
    query = """{ entity(name: "Hub Works") { links(first: 100) {
      nodes { subject { name } evidence { nodes { quote article publisher published } } } } } }"""
    answer, calls = asyncio.run(counted(tmp_path, query, hub(100)))
    nodes = answer["entity"]["links"]["nodes"]
    assert len(nodes) == 100
    assert all(len(one["evidence"]["nodes"]) == 1 for one in nodes)
    assert calls["evidence"] == 1
    assert calls.total() <= 6


def test_evidence_of_several_lists_is_brought_at_once(tmp_path: Path) -> None:
    query = """{ a: entity(name: "Meta") { ...E } b: entity(name: "OpenAI") { ...E } c: entity(name: "Google") { ...E }
      } fragment E on Entity { links { nodes { evidence { total } } } }"""
    _, calls = asyncio.run(counted(tmp_path, query))
    assert calls["evidence"] <= 3
    assert calls["links"] == 3


def test_evidence_is_brought_only_when_asked_for(tmp_path: Path) -> None:
    for query in (
        '{ paths(from: "OpenAI", to: "Meta") { paths { hops { links { relation } } } } }',
        "{ conflicts { nodes { say legs { relation } } } }",
        "query ($e: Boolean = false) { conflicts { nodes { legs { evidence @include(if: $e) { total } } } } }",
        "{ conflicts { nodes { ... @skip(if: true) { legs { evidence { total } } } } } }",
    ):
        _, calls = asyncio.run(counted(tmp_path, query))
        assert calls["evidence"] == 0
    fragments = """{ conflicts { edges { node { ...C } } } }
      fragment C on Conflict { legs { ... on Link { evidence { nodes { quote } } } } }"""
    answer, calls = asyncio.run(counted(tmp_path, fragments))
    assert calls["evidence"] == 1
    assert any(leg["evidence"]["nodes"] for edge in answer["conflicts"]["edges"] for leg in edge["node"]["legs"])


def test_a_search_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    async def work(method: str, query: str) -> None:
        async with stored(tmp_path) as store:
            slow = Counted(store, slow=method)
            async with serving(slow, Settings(seconds=0.05)) as client:
                (error,) = await client.errors(query)
                assert error["extensions"]["code"] == "TOO_SLOW"
                assert "0.05 seconds" in error["message"]
                await client.ask("{ corpus { articles } }")

    asyncio.run(work("paths", '{ paths(from: "OpenAI", to: "Meta") { truncated } }'))
    asyncio.run(work("conflicts", "{ conflicts { total } }"))


def test_many_ask_at_once_while_articles_come_in(with_client: Run) -> None:
    query = """{ paths(from: "OpenAI", to: "Meta") {
      paths { score hops { links { relation evidence { nodes { quote } } } } } } }"""

    async def work(client: Client) -> None:
        alone = await client.ask(query)
        asking = [client.http.post("/graphql", json={"query": query}) for _ in range(20)]
        answers, report = await asyncio.gather(asyncio.gather(*asking), client.store.add([hub(50)]))
        assert report.new == ("hub",)
        assert [one.json() for one in answers] == [{"data": alone}] * 20

    with_client(work)


@pytest.mark.parametrize("seed", range(10))
def test_pages_miss_nothing_while_articles_come_in(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)

    def dated(name: str) -> Any:
        said = Said("Meta", "CLIENT_OF", f"Firm {name}", f"Meta buys from Firm {name}.")
        return article(name, "Northern Courier", f"2025-0{rng.randint(1, 9)}-11", [said], confidence=0.5)

    query = """query ($after: String, $first: Int!) { articles(first: $first, after: $after) {
      edges { cursor node { id } } pageInfo { hasNextPage } } }"""

    async def work(client: Client) -> None:
        seen: list[str] = []
        after = None
        for turn in range(40):
            page = (await client.ask(query, after=after, first=rng.randint(1, 5)))["articles"]
            stop = rng.randint(1, len(page["edges"]))  # go on from any item
            seen += [edge["node"]["id"] for edge in page["edges"][:stop]]
            after = page["edges"][stop - 1]["cursor"]
            if stop == len(page["edges"]) and not page["pageInfo"]["hasNextPage"]:
                break
            await client.store.add([dated(f"late-{turn}")])
        assert len(set(seen)) == len(seen)
        assert {f"Article:early-{one}" for one in range(15)} <= set(seen)

    async def inner() -> None:
        async with stored(tmp_path, *[dated(f"early-{one}") for one in range(15)]) as store, serving(store) as client:
            await work(client)

    asyncio.run(inner())


def test_namesakes_are_told_and_can_be_asked_for(tmp_path: Path) -> None:
    twin = Said("Ada Rousseau", "FOUNDED", "Autre Rive", "Ada Rousseau a fondé Autre Rive.")
    first, second = article("one", None, None, [ALONE, twin]), article("two", None, None, [twin])
    person = entity_id(EntityType.PERSON, "Ada Rousseau")
    other = f"{person}-2"
    second = type(second)(
        second.article,
        second.entities,
        second.claims,
        "hand",
        tuple((key, other if id == person else id) for key, id in second.identity),
    )
    query = """{ entity(name: "Ada Rousseau") { id namesakes { id name } }
      paths(from: "Ada Rousseau", to: "Autre Rive") { from { id namesakes { id } } }
      other: paths(from: "Entity:OTHER", to: "Autre Rive") { from { id } paths { score } } }"""
    answer, _ = asyncio.run(counted(tmp_path, query.replace("OTHER", other), first, second))
    found = answer["entity"]
    assert found == {"id": f"Entity:{person}", "namesakes": [{"id": f"Entity:{other}", "name": "Ada Rousseau"}]}
    assert answer["paths"]["from"] == {"id": f"Entity:{person}", "namesakes": [{"id": f"Entity:{other}"}]}
    assert answer["other"]["from"] == {"id": f"Entity:{other}"}
    assert len(answer["other"]["paths"]) == 1


def test_the_source_is_marked_where_it_is_a_party(tmp_path: Path) -> None:
    query = """{ paths(from: "Google", to: "Scale AI", hedged: true) {
      paths { hops { links { evidence { nodes { publisher sourceIsParty } } } } } } }"""
    answer, _ = asyncio.run(counted(tmp_path, query, *STORIES))
    quotes = [
        (quote["publisher"], quote["sourceIsParty"])
        for path in answer["paths"]["paths"]
        for hop in path["hops"]
        for link in hop["links"]
        for quote in link["evidence"]["nodes"]
    ]
    assert set(quotes) == {("Scale AI", True), ("Northern Courier", False)}
