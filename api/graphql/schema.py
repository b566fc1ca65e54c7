"""The schema with its limits, and its printed form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import strawberry
from graphql import GraphQLError

from api.graphql.articles import Article
from api.graphql.limits import extensions
from api.graphql.query import Query
from api.graphql.types import Entity
from api.settings import Settings


class Schema(strawberry.Schema):
    """Leaves the log to `api.graphql.errors`: Strawberry would write each refused query out in full."""

    def process_errors(self, errors: Sequence[GraphQLError], execution_context: Any = None) -> None:
        """Nothing: the router sees every error on its way out."""


def build(settings: Settings) -> Schema:
    """The schema under these settings."""
    return Schema(
        query=Query,
        types=(Entity, Article),
        extensions=extensions(settings),
    )
