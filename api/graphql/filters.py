"""Arguments with which links are chosen, and the filter of the store that they make."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import strawberry

from api.graphql.scalars import Relation
from schemas.errors import InputError
from schemas.model import LinkFilter, Status

Relations = Annotated[list[Relation] | None, strawberry.argument(description="Only these relations.")]
Statuses = Annotated[
    list[Status] | None,
    strawberry.argument(description="Only ties that stand so. PLANNED lets planned ones in, as `planned` does."),
]
MinConfidence = Annotated[float, strawberry.argument(description="At least so sure, from 0 to 1.")]
MinOrigins = Annotated[int, strawberry.argument(description="Told by at least so many publishers of their own.")]
Planned = Annotated[bool, strawberry.argument(description="Let planned ties in.")]
Hedged = Annotated[bool, strawberry.argument(description="Let ties in that are told with reserve.")]
AsOf = Annotated[dt.date | None, strawberry.argument(description="Only what can have held on that day.")]
Background = Annotated[
    bool, strawberry.argument(description="Let facts in that no article here states: known rivals and parents.")
]


def link_filter(
    *,
    relations: list[Relation] | None,
    statuses: list[Status] | None,
    min_confidence: float,
    min_origins: int,
    planned: bool,
    hedged: bool,
    as_of: dt.date | None,
) -> LinkFilter:
    """The store's filter; an empty list is none. Raises InputError where a bound is out of range."""
    if not 0 <= min_confidence <= 1:
        raise InputError("minConfidence lies between 0 and 1.")
    if min_origins < 0:
        raise InputError("minOrigins is 0 or more.")
    return LinkFilter(
        relations=frozenset(one.value for one in relations or ()) or None,
        statuses=frozenset(statuses or ()) or None,
        min_confidence=min_confidence,
        min_origins=min_origins,
        planned=planned or Status.PLANNED in (statuses or ()),
        hedged=hedged,
        as_of=as_of,
    )
