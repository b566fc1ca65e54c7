"""Dates with precision."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import dates
from schemas.errors import InputError


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), "day"),
        ("2024-Q3", date(2024, 7, 1), date(2024, 9, 30), "quarter"),
        ("2024-H2", date(2024, 7, 1), date(2024, 12, 31), "half"),
        ("2023-05/2024", date(2023, 5, 1), date(2024, 12, 31), "range"),
        ("2019/..", date(2019, 1, 1), None, "range"),
        ("../2019-06", None, date(2019, 6, 30), "range"),
    ],
)
def test_spans(text: str, first: date | None, last: date | None, precision: str) -> None:
    span = dates.parse(text)
    assert (span.first, span.last, span.precision, span.text) == (first, last, precision, text)


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2023-02-29", "2024-Q5", "2024-6", "mardi", "2024/2023", "0000"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(InputError):
        dates.parse(text)


@given(st.text(max_size=20))
def test_any_text_parses_or_is_refused(text: str) -> None:
    try:
        span = dates.parse(text)
    except InputError:
        return
    assert span.first is None or span.last is None or span.first <= span.last


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 12, 15), 12, date(2024, 12, 15)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(9999, 6, 1), 12, date.max),
    ],
)
def test_calendar_months(start: date, months: int, end: date) -> None:
    assert dates.add_months(start, months) == end


def test_a_day_is_one_day() -> None:
    assert dates.day("2024-05-01") == date(2024, 5, 1)
    with pytest.raises(InputError, match="no day"):
        dates.day("2024-05")
