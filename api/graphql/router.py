"""GraphQL over HTTP: JSON by POST, one query in a request, no sockets, no page that pulls scripts from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from strawberry.fastapi import GraphQLRouter
from strawberry.http import GraphQLHTTPResponse
from strawberry.types import ExecutionResult

from api.graphql.context import Context
from api.graphql.errors import Shown
from api.graphql.schema import Schema


class Router(GraphQLRouter[Context, None]):
    """Strawberry's router, closed but for JSON queries; every error passes `Shown` on its way out."""

    def __init__(self, schema: Schema, *, path: str, context: Callable[[], Awaitable[Context]], suggest: bool) -> None:
        super().__init__(
            schema,
            path=path,
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=(),
            context_getter=context,
        )
        self.shown = Shown(suggest=suggest)

    def decode_json(self, data: str | bytes) -> object:
        """A JSON object; what Python's parser stumbles over (bad bytes, depth, endless digits) is bad JSON too."""
        try:
            value = json.loads(data)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            raise json.JSONDecodeError("no JSON object", "", 0)
        return value

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        """The answer, its errors as a client may see them."""
        if result.errors:
            result.errors = self.shown(result.errors)
        return await super().process_result(request, result)
