"""Attacks on the way in (list G8, G9, G13, G14): method, host, content type, size, batches, sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.types import Message

from api import guard
from api.guard import HELP, Guard
from api.settings import Settings
from tests.api.conftest import Client, Run

JSON = {"content-type": "application/json"}
QUERY = '{"query": "{ corpus { articles } }"}'


@pytest.mark.parametrize("size", [0, 2, 11, 1000])
def test_batches_are_refused(size: int, with_client: Run) -> None:
    async def work(client: Client) -> None:
        body = f" [{', '.join([QUERY] * size)}]"
        assert (await client.http.post("/graphql", content=body, headers=JSON)).status_code == 400

    with_client(work)


def test_a_body_stops_at_the_limit_while_it_streams(with_client: Run) -> None:
    async def work(client: Client) -> None:
        sent = []

        async def endless() -> AsyncIterator[bytes]:
            for number in range(100_000):
                sent.append(number)
                yield b" " * 10_000

        answer = await client.http.post("/graphql", content=endless(), headers=JSON)
        assert answer.status_code == 413
        assert len(sent) < 40
        announced = await client.http.post("/graphql", content="x", headers={**JSON, "content-length": "10000000"})
        assert announced.status_code == 413

    with_client(work)


@pytest.mark.parametrize("more", [0, 1])
def test_the_limit_is_exact(more: int, with_client: Run) -> None:
    async def work(client: Client) -> None:
        limit = Settings().body_bytes
        body = QUERY.encode().ljust(limit + more)
        answer = await client.http.post("/graphql", content=body, headers=JSON)
        assert answer.status_code == (413 if more else 200)

    with_client(work)


BAD: dict[str, str | bytes] = {
    "empty": "",
    "no JSON": "{",
    "a text": '"x"',
    "null": "null",
    "a number": "5",
    "bad bytes": b'{"query": "\xff"}',
    "deep": '{"query": "{ corpus { articles } }", "variables": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "endless digits": '{"query": ' + "1" * 5000 + "}",
    "query a number": '{"query": 5}',
    "query empty": '{"query": ""}',
    "query left out": "{}",
    "variables a list": '{"query": "{ corpus { articles } }", "variables": [1]}',
    "unknown operation": '{"query": "{ corpus { articles } }", "operationName": "other"}',
    "operation a number": '{"query": "{ corpus { articles } }", "operationName": 7}',
}


@pytest.mark.parametrize("name", BAD)
def test_bad_bodies_are_the_sender_s_fault(name: str, with_client: Run) -> None:
    async def work(client: Client) -> None:
        answer = await client.http.post("/graphql", content=BAD[name], headers=JSON)
        assert answer.status_code == 400
        assert len(answer.text) < 200

    with_client(work)


@pytest.mark.parametrize("type_", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "a"])
def test_only_json_is_taken(type_: str, with_client: Run) -> None:
    """A page elsewhere can make a browser send the others unasked."""

    async def work(client: Client) -> None:
        answer = await client.http.post("/graphql", content=QUERY, headers={"content-type": type_})
        assert answer.status_code == 415
        charset = {"content-type": "application/json; charset=utf-8"}
        assert (await client.http.post("/graphql", content=QUERY, headers=charset)).status_code == 200

    with_client(work)


def test_get_says_how_to_ask_and_runs_nothing(with_client: Run) -> None:
    async def work(client: Client) -> None:
        for address in ("/graphql", "/graphql?query={corpus{articles}}"):
            answer = await client.http.get(address, headers={"accept": "text/html"})
            assert (answer.status_code, answer.text) == (200, HELP)
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
            assert (await client.http.request(method, "/graphql", content=QUERY, headers=JSON)).status_code == 405

    with_client(work)


def test_the_example_that_get_shows_works(with_client: Run) -> None:
    async def work(client: Client) -> None:
        body = HELP.split("<<'END'\n")[1].split("  END")[0]
        answer = await client.http.post("/graphql", content=body, headers=JSON)
        assert answer.json()["data"]["conflicts"]["nodes"]

    with_client(work)


@pytest.mark.parametrize("document", ["mutation { a }", "subscription { a }"])
def test_there_is_nothing_but_queries(document: str, with_client: Run) -> None:
    async def work(client: Client) -> None:
        assert (await client.answer(document))["data"] is None

    with_client(work)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("LOCALHOST.", 200),
        ("entente.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("", 421),
    ],
)
def test_a_local_server_answers_to_local_names(host: str, status: int, with_client: Run) -> None:
    async def work(client: Client) -> None:
        answer = await client.http.get("/healthz", headers={"host": host})
        assert answer.status_code == status

    with_client(work)


def test_a_public_server_answers_to_any_name_or_to_those_given(with_client: Run) -> None:
    async def work(client: Client) -> list[int]:
        hosts = ("entente.example", "other.example")
        return [(await client.http.get("/healthz", headers={"host": host})).status_code for host in hosts]

    assert with_client(work, Settings(public=True)) == [200, 200]


def test_hosts_may_be_named(with_client: Run) -> None:
    async def work(client: Client) -> list[int]:
        hosts = ("entente.example", "other.example")
        return [(await client.http.get("/healthz", headers={"host": host})).status_code for host in hosts]

    assert with_client(work, Settings(public=True, hosts=("entente.example",))) == [200, 421]


async def through(scope: dict[str, Any], *messages: Message) -> list[Message]:
    """What the guard sends for a scope and the messages that come in; what is behind it must not be reached."""
    sent: list[Message] = []
    coming = iter(messages)

    async def receive() -> Message:
        try:
            return next(coming)
        except StopIteration:
            await asyncio.sleep(60)
            raise

    async def send(message: Message) -> None:
        sent.append(message)

    async def behind(*_: object) -> None:
        raise AssertionError("the guard let it through")

    await Guard(behind, path="/graphql", limit=1024, hosts=None)(scope, receive, send)
    return sent


def test_sockets_are_closed_before_they_open() -> None:
    sent = asyncio.run(through({"type": "websocket", "path": "/graphql", "headers": []}))
    assert sent == [{"type": "websocket.close", "code": 1008}]


POST = {"type": "http", "method": "POST", "path": "/graphql", "headers": [(b"content-type", b"application/json")]}


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SECONDS", 0.01)
    sent = asyncio.run(through(POST, {"type": "http.request", "body": b"{", "more_body": True}))
    assert sent[0]["status"] == 408


def test_a_client_that_goes_away_gets_no_answer() -> None:
    assert asyncio.run(through(POST, {"type": "http.disconnect"})) == []
