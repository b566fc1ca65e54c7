"""When a tie began and ended, gathered bound by bound; what contradicts an earlier bound is left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemas.model import Bounds


@dataclass(slots=True)
class Span:
    """Bounds of a beginning and an end; None is open. Whoever adds first is believed first.

    A bound that leaves no day for the beginning, none for the end, or an end before any beginning is left out, so what
    comes out can always be used; every other bound tightens what is there.
    """

    since_lo: date | None = None
    since_hi: date | None = None
    until_lo: date | None = None
    until_hi: date | None = None

    def add(self, new: Span) -> None:
        """Take over each bound of another span that fits."""
        self.ends_from(new.until_lo)
        self.ends_by(new.until_hi)
        self.begins_by(new.since_hi)
        self.begins_from(new.since_lo)

    def begins_from(self, day: date | None) -> None:
        if day and not _after(day, self.since_hi) and not _after(day, self.until_hi):
            self.since_lo = max(day, self.since_lo or day)

    def begins_by(self, day: date | None) -> None:
        if day and not _after(self.since_lo, day):
            self.since_hi = min(day, self.since_hi or day)

    def ends_from(self, day: date | None) -> None:
        if day and not _after(day, self.until_hi):
            self.until_lo = max(day, self.until_lo or day)

    def ends_by(self, day: date | None) -> None:
        if day and not _after(self.until_lo, day) and not _after(self.since_lo, day):
            self.until_hi = min(day, self.until_hi or day)

    def bounds(self) -> tuple[Bounds, Bounds]:
        """(since, until), with what always holds: since_hi ≤ until_hi and until_lo ≥ since_lo."""
        since_hi = min((day for day in (self.since_hi, self.until_hi) if day), default=None)
        until_lo = max((day for day in (self.until_lo, self.since_lo) if day), default=None)
        return Bounds(self.since_lo, since_hi), Bounds(until_lo, self.until_hi)


def _after(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one > other
