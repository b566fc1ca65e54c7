"""Dates as news gives them: a first and a last day, with the precision in which they were said."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.errors import InputError

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-Q([1-4])|-H([12]))?")
OPEN = ".."


@dataclass(frozen=True, slots=True)
class DateSpan:
    """From `first` to `last` (both days included; None is open), as written in `text` of `parse`'s grammar."""

    first: date | None
    last: date | None
    text: str

    @property
    def precision(self) -> str:
        """day, month, quarter, half, year, or range."""
        if "/" in self.text:
            return "range"
        if "Q" in self.text:
            return "quarter"
        if "H" in self.text:
            return "half"
        return {4: "year", 7: "month", 10: "day"}[len(self.text)]


def parse(text: str) -> DateSpan:
    """`2025`, `2025-06`, `2025-06-12`, `2025-Q2`, `2025-H1`, or `A/B` of two of these where `..` is an open end.

    Raises InputError where it is none of these or the day does not exist.
    """
    first, slash, last = text.partition("/")
    if not slash:
        days = _point(text)
        return DateSpan(*days, text)
    lo = None if first == OPEN else _point(first)[0]
    hi = None if last == OPEN else _point(last)[1]
    if lo and hi and lo > hi:
        raise InputError(f"{text!r} ends before it begins")
    return DateSpan(lo, hi, text)


def _point(text: str) -> tuple[date, date]:
    match = _POINT.fullmatch(text)
    if not match:
        raise InputError(f"{text!r} is no date: write 2025, 2025-06, 2025-06-12, 2025-Q2 or 2025-H1")
    year, month, day, quarter, half = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if day and month:
            one = date(year, month, day)
            return one, one
        if month:
            return _months(year, month, month)
        if quarter:
            return _months(year, 3 * quarter - 2, 3 * quarter)
        if half:
            return _months(year, 6 * half - 5, 6 * half)
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        raise InputError(f"{text!r} is no date that exists") from None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def day(text: str) -> date:
    """One ISO day. Raises InputError otherwise."""
    span = parse(text)
    if span.precision != "day" or span.first is None:
        raise InputError(f"{text!r} is no day: write it as 2025-06-12")
    return span.first


def add_months(start: date, months: int) -> date:
    """The same day so many calendar months later, or the last of that month where it is shorter.

    Past the calendar's last year the last day there is.
    """
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def before(one: date) -> date:
    """The day before, or the first day of the calendar."""
    return one - timedelta(days=1) if one > date.min else one
