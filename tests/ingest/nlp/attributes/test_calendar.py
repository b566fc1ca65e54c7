from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.nlp.attributes.calendar import dates, moved
from ingest.nlp.attributes.text import plain

PUBLISHED = date(2025, 6, 25)  # a Wednesday
ENGLISH = [
    ("on Tuesday", "2025-06-24"),
    ("on Wednesday", "2025-06-25"),
    ("last Friday", "2025-06-20"),
    ("yesterday", "2025-06-24"),
    ("in May", "2025-05"),
    ("in December", "2024-12"),
    ("in early May", "2025-05"),
    ("on June 9", "2025-06-09"),
    ("effective March 18.", "2025-03-18"),
    ("on Nov. 11.", "2024-11-11"),
    ("on 6 June 2024", "2024-06-06"),
    ("on June 6, 2024", "2024-06-06"),
    ("in May 2024", "2024-05"),
    ("last November", "2024-11"),
    ("last June", "2024-06"),
    ("last year", "2024"),
    ("two years ago", "2023"),
    ("ten months ago", "2024-08"),
    ("three weeks ago", "2025-06"),
    ("earlier this month", "2025-06"),
    ("since 2019", "2019"),
    ("in early 2024", "2024"),
    ("last summer", "2024"),
    ("in the spring", "2025"),
    ("in the summer of 2021", "2021"),
    ("in the first quarter of 2024", "2024-Q1"),
    ("in Q2 2025", "2025-Q2"),
    ("in the second half of 2023", "2023-H2"),
    ("2024-06-09", "2024-06-09"),
]
FRENCH = [
    ("mardi", "2025-06-24"),
    ("mardi dernier", "2025-06-24"),
    ("hier", "2025-06-24"),
    ("en juin", "2025-06"),
    ("en novembre", "2024-11"),
    ("en juin dernier", "2024-06"),
    ("le 1er juin", "2025-06-01"),
    ("le 6 juin 2024", "2024-06-06"),
    ("début 2024", "2024"),
    ("fin 2023", "2023"),
    ("depuis 2019", "2019"),
    ("il y a deux ans", "2023"),
    ("l’an dernier", "2024"),
    ("le mois dernier", "2025-05"),
    ("la semaine dernière", "2025-06"),
    ("au premier trimestre", "2025-Q1"),
    ("au deuxième semestre 2023", "2023-H2"),
    ("l’été dernier", "2024"),
    ("à l’automne", "2024"),
    ("le 12/06/2025", "2025-06-12"),
    ("voilà dix-huit mois", "2023-12"),
]
NONE = [
    ("It may march on with a fall of prices, with 2000 euros.", "en"),
    ("La société a été vendue à Mars pour 2000 euros.", "fr"),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: str) -> None:
    assert [one.value.past.text for one in dates(plain(text), "en", PUBLISHED)] == [expected]


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french(text: str, expected: str) -> None:
    assert [one.value.past.text for one in dates(plain(text), "fr", PUBLISHED)] == [expected]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("on Tuesday", "en", "2025-07-01"),
        ("in May", "en", "2026-05"),
        ("next Friday", "en", "2025-06-27"),
        ("this autumn", "en", "2025"),
        ("last summer", "en", "2024"),
        ("en janvier", "fr", "2026-01"),
        ("mardi prochain", "fr", "2025-07-01"),
        ("cet automne", "fr", "2025"),
    ],
)
def test_ahead(text: str, lang: str, expected: str) -> None:
    assert [one.value.ahead.text for one in dates(text, lang, PUBLISHED)] == [expected]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("In 2016 it grew; the following year it shrank.", "en", ["2016", "2017"]),
        ("On August 18 it paid. Four days later it left.", "en", ["2024-08-18", "2024-08-22"]),
        ("Créée en 2016, vendue deux ans plus tard.", "fr", ["2016", "2018"]),
        ("Assignée en mai 2023, elle cède dix-huit mois plus tard.", "fr", ["2023-05", "2024-11"]),
    ],
)
def test_counted_from_the_date_before(text: str, lang: str, expected: list[str]) -> None:
    assert [one.value.past.text for one in dates(text, lang, PUBLISHED)] == expected


@pytest.mark.parametrize(("text", "lang"), NONE)
def test_no_date(text: str, lang: str) -> None:
    assert dates(plain(text), lang, PUBLISHED) == ()


def test_day_that_does_not_exist_is_no_day() -> None:
    assert [one.value.past.text for one in dates("on 31 February 2024", "en", PUBLISHED)] == ["2024-02"]


def test_without_publication_only_dates_that_name_their_year() -> None:
    found = dates("On Tuesday, in May, last year, in March 2021 and in 2019.", "en", None)
    assert [one.value.past.text for one in found] == ["2021-03", "2019"]


def test_week_across_two_months_is_its_days() -> None:
    assert moved(date(2025, 4, 9), "week", -1) == "2025-03-31/2025-04-06"


def test_nothing_beyond_the_calendar() -> None:
    assert moved(date(2025, 4, 9), "year", -3000) is None
    assert moved(date(2025, 4, 9), "day", 10**9) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_written_out_days_round_trip(one: date) -> None:
    english = dates(f"on {one.day} {one:%B} {one.year}.", "en", PUBLISHED)
    figures = dates(f"le {one:%d/%m/%Y}.", "fr", PUBLISHED)
    assert [found[0].value.past.first for found in (english, figures)] == [one, one]


@given(st.text(), st.sampled_from(["en", "fr"]), st.dates())
def test_any_text(text: str, lang: str, published: date) -> None:
    spans = [one.span for one in dates(plain(text), lang, published)]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
