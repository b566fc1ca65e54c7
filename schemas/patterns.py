"""What a conflict rule is once it has been read: roles, legs and how they lie in time. `schemas.rules` reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.model import EntityType, Status


@dataclass(frozen=True, slots=True)
class Tie:
    """`subject RELATION object`, the ends being roles."""

    subject: str
    relation: str
    object: str


@dataclass(frozen=True, slots=True)
class LegPattern:
    """A leg is a link between `roles` that fits any of `ties`, the preferred first; `text` as written in the file.

    `statuses` narrows which links may be it, beyond what counts everywhere; None does not.
    """

    roles: tuple[str, str]
    ties: tuple[Tie, ...]
    text: str
    statuses: frozenset[Status] | None = None


@dataclass(frozen=True, slots=True)
class CoolingOff:
    """Instead of an overlap: leg `leg` ended, and at most so many calendar months later leg `before` began."""

    leg: int
    before: int
    months: int


@dataclass(frozen=True, slots=True)
class Move:
    """Leg `to` begins after leg `leave` began, and at most so many calendar months after it ended (or before that)."""

    leave: int
    to: int
    months: int


@dataclass(frozen=True, slots=True)
class Timing:
    """How the legs lie in time; legs by index from 0 (files count from 1).

    `overlap`: those that must share a day. `as_of`: those that a question about a day is about, where None means all.
    """

    overlap: tuple[int, ...]
    cooling_off: CoolingOff | None = None
    move: Move | None = None
    as_of: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Unless:
    """The rule does not hold if `role` has another such link, to whomever, of one of these statuses, that counts.

    `end` says which end of the link `role` is: "subject" or "object".
    """

    role: str
    relation: str
    end: str
    statuses: frozenset[Status]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over roles, which are different entities; `say` and `why` are texts by language.

    `interchangeable` roles stand in code-point order of their names. `types` says what may play a role.
    """

    id: str
    roles: tuple[str, ...]
    legs: tuple[LegPattern, ...]
    time: Timing
    interchangeable: tuple[str, str] | None
    unless: tuple[Unless, ...]
    say: Mapping[str, str] = field(hash=False)
    why: Mapping[str, str] = field(hash=False)
    types: Mapping[str, frozenset[EntityType]] = field(hash=False)
