"""What stands before GraphQL: method, host, content type and size of a request, checked before anything is parsed."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HELP = r"""Entente answers GraphQL here, by POST with Content-Type: application/json, for example

  curl http://HOST/graphql -H 'Content-Type: application/json' -d @- <<'END'
  {"query": "{ conflicts(of: \"Scale AI\") { nodes { say legs { evidence { nodes { quote publisher } } } } } }"}
  END

The schema is schemas/schema.graphql in the source.
"""

SECONDS = 10.0
"""How long a body may take to arrive."""


class Guard:
    """Lets pass to `path` only POST with JSON of at most `limit` bytes; `hosts` are the names it answers to anywhere.

    The body is counted as it arrives and handed on whole, so that nothing behind it sees more than `limit` bytes.
    """

    def __init__(self, app: ASGIApp, *, path: str, limit: int, hosts: frozenset[str] | None) -> None:
        self.app = app
        self.path = path
        self.limit = limit
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        elif refusal := self._refusal(scope):
            await refusal(scope, receive, send)
        elif scope["path"] == self.path and scope["method"] == "POST":
            await self._pass_body(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if self.hosts is not None and _host(headers.get("host", "")) not in self.hosts:
            # Otherwise a page elsewhere could reach a local server through a name that it made point here.
            return PlainTextResponse("This server does not answer to that host name.\n", 421)
        if scope["path"].rstrip("/") != self.path:
            return None
        if scope["method"] in ("GET", "HEAD"):
            return PlainTextResponse(HELP)
        if scope["method"] != "POST":
            return PlainTextResponse("Use POST.\n", 405, {"Allow": "GET, HEAD, POST"})
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return PlainTextResponse("Send JSON, with Content-Type: application/json.\n", 415)
        if _length(headers) > self.limit:
            return self._too_large()
        return None

    async def _pass_body(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with asyncio.timeout(SECONDS):
                body = await self._read(receive)
        except TimeoutError:
            await PlainTextResponse("The request did not arrive in time.\n", 408)(scope, receive, send)
            return
        if body is None:
            return  # the client has gone
        refusal = None
        if len(body) > self.limit:
            refusal = self._too_large()
        elif body.lstrip()[:1] == b"[":
            refusal = PlainTextResponse("Send one query in a request.\n", 400)
        if refusal:
            await refusal(scope, receive, send)
            return
        sent = False

        async def replay() -> Message:
            nonlocal sent
            if sent:
                return await receive()
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, replay, send)

    async def _read(self, receive: Receive) -> bytes | None:
        """The body, or what came of it when it passed the limit; None where the client went away."""
        body = bytearray()
        more = True
        while more and len(body) <= self.limit:
            message = await receive()
            if message["type"] != "http.request":
                return None
            body += message.get("body", b"")
            more = message.get("more_body", False)
        return bytes(body)

    def _too_large(self) -> PlainTextResponse:
        return PlainTextResponse(
            f"A request may have {self.limit // 1024} KiB at most.\n", 413, {"Connection": "close"}
        )


def _host(header: str) -> str:
    """The name in a Host header, without port or brackets."""
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.partition(":")[0].lower().rstrip(".")


def _length(headers: Headers) -> int:
    text = headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
