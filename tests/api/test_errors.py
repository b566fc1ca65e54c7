"""What a client is told of an error, and what the log keeps (list G10-G12, G15)."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLError

from api.graphql.errors import LINE, Refusals, scrub
from api.settings import Settings
from cypher.store import GraphStore
from schemas.errors import StoreBusy, StoreError
from tests.api.conftest import Client, Run, serving, stored

PATH = "query ($a: String!, $b: String!) { paths(from: $a, to: $b) { truncated } corpus { articles } }"
SECRET = "hunter2"


def test_unknown_name_brings_the_nearest(with_client: Run) -> None:
    async def work(client: Client) -> None:
        answer = await client.answer(PATH, a="Opn AI", b="Meta")
        (error,) = answer["errors"]
        assert error["extensions"] == {"code": "UNKNOWN_NAME", "name": "Opn AI", "nearest": ["OpenAI"]}
        assert "OpenAI" in error["message"]
        assert error["path"] == ["paths"]
        assert answer["data"] == {"paths": None, "corpus": {"articles": 5}}
        (error,) = await client.errors('{ entity(name: "Mta") { id } }')
        assert "Meta" in error["extensions"]["nearest"]
        (error,) = await client.errors('{ conflicts(of: "Scal AI") { total } }')
        assert "Scale AI" in error["extensions"]["nearest"]

    with_client(work)


def test_one_entity_under_both_names(with_client: Run) -> None:
    async def work(client: Client) -> None:
        (error,) = await client.errors(PATH, a="Meta", b="META Inc.")
        assert error["extensions"]["code"] == "SAME_NAME"
        assert "META Inc." in error["message"]

    with_client(work)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ('{ conflicts(rule: "no-such") { total } }', "circular-deal"),
        ('{ paths(from: "Meta", to: "OpenAI", maxHops: 7) { truncated } }', "maxHops"),
        ('{ paths(from: "Meta", to: "OpenAI", maxHops: 0) { truncated } }', "maxHops"),
        ('{ paths(from: "Meta", to: "OpenAI", minConfidence: 1.5) { truncated } }', "minConfidence"),
        ('{ paths(from: "Meta", to: "OpenAI", minOrigins: -1) { truncated } }', "minOrigins"),
        ("{ entity { id } }", "either"),
        ('{ entity(name: "Meta", id: "o:meta") { id } }', "either"),
        ('{ node(id: "junk") { id } }', "id"),
        ('{ node(id: "Entity:") { id } }', "id"),
        ('{ search(text: "m", after: "junk") { nodes { id } } }', "after"),
        (f'{{ search(text: "{"m" * 251}") {{ nodes {{ id }} }} }}', "250"),
        (f'{{ node(id: "Entity:{"m" * 10_000}") {{ id }} }}', "1000"),
    ],
)
def test_bad_input_says_what_is_wrong(query: str, says: str, with_client: Run) -> None:
    async def work(client: Client) -> None:
        (error,) = await client.errors(query)
        assert error["extensions"]["code"] == "BAD_INPUT"
        assert says in error["message"]
        assert len(error["message"]) < 500

    with_client(work)


HOSTILE = [
    "Entity:' OR 1=1 --",
    'Entity:") MATCH (n) DETACH DELETE n //',
    "RW50aXR5Om86bWV0",
    "Article:../../etc/passwd",
    "Entity:o:meta\0",
    "entity:o:meta",
    "Link:l:1",
    "",
    ":",
    "é" * 900,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_ids_and_names_are_only_text(text: str, with_client: Run) -> None:
    async def work(client: Client) -> None:
        query = """query ($id: ID!, $text: String!) {
          node(id: $id) { id } article(id: $id) { id } entity(id: $id) { id }
          search(text: $text) { nodes { name } } }"""
        answer = await client.answer(query, id=text, text=text[:200])
        codes = {one["extensions"]["code"] for one in answer.get("errors", ())}
        assert codes <= {"BAD_INPUT"}
        assert answer["data"]["article"] is None
        (error,) = await client.errors("query ($n: String!) { entity(name: $n) { id } }", n=text)
        assert error["extensions"]["code"] in {"UNKNOWN_NAME", "BAD_INPUT"}

    with_client(work)


@pytest.mark.parametrize(
    "text", ['"', "*", "NEAR(", "name:meta", "a AND", "-", "^", "(", "\\", "%", "meta OR openai", " "]
)
def test_search_takes_any_text(text: str, with_client: Run) -> None:
    async def work(client: Client) -> None:
        await client.ask("query ($t: String!) { search(text: $t) { nodes { name } } }", t=text)

    with_client(work)


def test_half_a_character_is_refused(with_client: Run) -> None:
    async def work(client: Client) -> None:
        body = '{"query": "query ($t: String!) { entity(name: $t) { id } }", "variables": {"t": "\\ud800"}}'
        answer = await client.http.post("/graphql", content=body, headers={"content-type": "application/json"})
        assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_INPUT"

    with_client(work)


VALID = """query Q($n: String! = "Meta", $f: Int = 3) { entity(name: $n) { ...E aliases } corpus { articles } }
fragment E on Entity { id links(first: $f, relations: [CLIENT_OF, INVESTED_IN], asOf: "2025-07-01") {
  edges { cursor node { relation since { lo } ... on Link { evidence(first: 2) { nodes { quote } } } } } } }"""
PIECES = (
    *'{}()[]:$!@"#,.=0-9eé\0',
    "...",
    "null",
    "true",
    "on",
    "fragment",
    "query",
    "first: 1e9",
    "@skip(if: $n)",
    '"""',
)


def test_garbled_queries_are_never_our_fault(with_client: Run) -> None:
    rng = random.Random(7)

    async def work(client: Client) -> None:
        await client.ask(VALID)
        for _ in range(300):
            query = VALID
            for _ in range(rng.randint(1, 4)):
                start = rng.randrange(len(query))
                end = start + rng.choice((0, 0, 1, 3, 20))
                query = query[:start] + rng.choice((*PIECES, query[end : end + 30], "")) + query[end:]
            answer = await client.answer(query)
            codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
            assert "INTERNAL" not in codes, query

    with_client(work)


class Broken:
    """A store in which one method raises what it is told to; the rest is another store's."""

    def __init__(self, store: GraphStore, method: str, error: Exception) -> None:
        self._store = store
        self._method = method
        self._error = error

    def __getattr__(self, name: str) -> Any:
        if name != self._method:
            return getattr(self._store, name)

        async def fail(*_: Any, **__: Any) -> Any:
            raise self._error

        return fail


async def asked(folder: Path, method: str, error: Exception, query: str) -> dict[str, Any]:
    async with stored(folder) as store, serving(Broken(store, method, error)) as client:
        (one,) = await client.errors(query)
        return one


def test_other_errors_are_masked_and_logged_without_their_text(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    error = RuntimeError(f"neo4j://reader:{SECRET}@db.internal:7687 refused")
    with caplog.at_level(logging.DEBUG):
        one = asyncio.run(asked(tmp_path, "corpus", error, "{ corpus { articles } }"))
    assert one["extensions"]["code"] == "INTERNAL"
    id_ = one["extensions"]["id"]
    assert id_ in one["message"]
    assert id_ in caplog.text
    assert "RuntimeError" in caplog.text
    for text in (one["message"], caplog.text):
        assert SECRET not in text
        assert "db.internal" not in text


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StoreError(f"cannot reach neo4j://reader:{SECRET}@db:7687"), "STORE"),
        (StoreBusy("process 12 holds the store"), "STORE_BUSY"),
    ],
)
def test_our_own_errors_are_shown_without_passwords(
    error: Exception, code: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        one = asyncio.run(asked(tmp_path, "corpus", error, "{ corpus { articles } }"))
    assert one["extensions"]["code"] == code
    assert one["message"] == scrub(str(error))
    assert SECRET not in one["message"] + caplog.text


def test_refused_queries_leave_short_lines_and_not_too_many(with_client: Run, caplog: pytest.LogCaptureFixture) -> None:
    async def work(client: Client) -> None:
        for number in range(100):
            await client.errors(f"{{ x{number}{'é' * 500} }}")
            await client.errors(f"{{ nothing{number}{'y' * 5000} }}")

    begun = time.monotonic()
    with caplog.at_level(logging.DEBUG):
        with_client(work)
    seconds = time.monotonic() - begun
    lines = [one.getMessage() for one in caplog.records if one.name.startswith(("entente", "strawberry"))]
    assert lines
    assert len(lines) <= 11 * (seconds + 2)  # ten a second, and how many were left out
    assert all(len(line.encode()) <= LINE and "\n" not in line for line in lines)


def test_the_log_counts_what_it_leaves_out(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    refusals = Refusals(rate=2, clock=lambda: now[0])
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            refusals.note([GraphQLError("no\nway")])
        now[0] = 1.0
        refusals.note([GraphQLError("no")])
    lines = [one.getMessage() for one in caplog.records]
    assert lines == ["refused (1): no\\nway"] * 2 + ["3 refused queries not shown", "refused (1): no"]


MISSPELT = [
    "{ corpu { articles } }",
    "{ corpus { article } }",
    '{ searc(text: "m") { nodes { id } } }',
    '{ search(txt: "m") { nodes { id } } }',
    '{ paths(from: "Meta", to: "OpenAI", relations: CLIENT_O) { truncated } }',
    "query ($f: Strin) { corpus { articles } }",
    "{ ... on Entit { id } }",
    "{ corpus { articles @skp } }",
]


@pytest.mark.parametrize("query", MISSPELT)
def test_a_public_server_suggests_no_names(query: str, with_client: Run) -> None:
    async def work(client: Client) -> str:
        return " ".join(one["message"] for one in await client.errors(query))

    assert "Did you mean" not in with_client(work, Settings(public=True))


def test_a_local_server_suggests_names(with_client: Run) -> None:
    async def work(client: Client) -> str:
        return " ".join(one["message"] for one in await client.errors(MISSPELT[0]))

    assert "Did you mean" in with_client(work)
