"""When an attribute of a claim that was found is right, where the gold has one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ingest.scoring.names import forms, plain
from ingest.scoring.stories import Story
from schemas import dates
from schemas.convert import locate
from schemas.wire import AmountWire, ClaimWire


@dataclass(frozen=True, slots=True)
class Place:
    """The article in which two claims are compared."""

    gold: Story
    body: str
    """Title, line feed, text."""


Same = Callable[[Any, Any, Place], bool]
"""(value of the gold, value that was found, article), neither of them None."""


def value_of(claim: ClaimWire, name: str) -> Any:
    """The attribute of that name; None where the claim has none."""
    value = getattr(claim, name)
    return None if value == "" else value


def _same_title(gold: str, found: str, _: Place) -> bool:
    """At least half of the words of both in common."""
    ours, theirs = set(plain(gold).split()), set(plain(found).split())
    return bool(ours & theirs) and 2 * len(ours & theirs) / (len(ours) + len(theirs)) >= 0.5


def _same_amount(gold: AmountWire, found: AmountWire, _: Place) -> bool:
    return abs(found.value - gold.value) <= 0.01 * abs(gold.value) and found.currency == gold.currency


def _same_stake(gold: float, found: float, _: Place) -> bool:
    return abs(gold - found) < 0.51


def _equal(gold: object, found: object, _: Place) -> bool:
    return gold == found


def _same_date(gold: str, found: str, _: Place) -> bool:
    """Equal, or a quarter or half of the year that the gold gives: annotators have no way to write those."""
    if gold == found:
        return True
    return len(gold) == 4 and found.startswith(gold) and dates.parse(found).precision in ("quarter", "half")


def _same_speaker(gold: str, found: str, place: Place) -> bool:
    """One name, or two names of one entity."""
    both = {plain(gold), plain(found)}
    return len(both) == 1 or any(both <= forms(entity) for entity in place.gold.entities)


def _overlaps(gold: str, found: str, place: Place) -> bool:
    """Whether both stretches of the article have a character in common."""
    ours, theirs = locate(gold, place.body), locate(found, place.body)
    return ours is not None and theirs is not None and ours.start < theirs.end and theirs.start < ours.end


EVIDENCE = "evidence"
ATTRIBUTES: Mapping[str, Same] = {
    "title": _same_title,
    "amount": _same_amount,
    "stake_percent": _same_stake,
    EVIDENCE: _overlaps,
    "event": _equal,
    "role": _equal,
    "date": _same_date,
    "attributed_to": _same_speaker,
}
"""Field of a claim → when a value found counts as the annotated one."""
