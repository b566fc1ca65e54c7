"""What the rules of this package are given, and what they give back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from schemas.dates import DateSpan
from schemas.model import Event, Modality, Money, Role, Status

Span = tuple[int, int]
"""Half-open, in characters of `ClaimContext.body`."""


@dataclass(frozen=True, slots=True)
class ClaimContext:
    """A claim as the model found it, with all names of the article; every span is one of `body`.

    `subject`, `object` and `others` hold mention spans in the order of the text: of the two ends and of every other
    named entity. `names` gives each of them the fullest name of its entity, `people` says which of them name a person.
    """

    body: str
    lang: str
    published: date | None
    relation: str
    status: Status
    modality: Modality
    event: Event | None
    subject: tuple[Span, ...]
    object: tuple[Span, ...]
    quote: Span
    others: tuple[Span, ...] = ()
    names: Mapping[Span, str] = field(default_factory=dict)
    people: frozenset[Span] = frozenset()
    role: Role | None = None
    """The role as the model judged it; `Attributes.role` repeats it, or derives it from the title where it is None."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """What the text says of the claim beyond its relation; None where it says nothing."""

    title: str | None = None
    role: Role | None = None
    amount: Money | None = None
    stake_percent: float | None = None
    date: DateSpan | None = None
    attributed_to: str | None = None
