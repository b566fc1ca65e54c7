"""Dates in a text, each with its precision, resolved against the day of publication."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from ingest.nlp.attributes.amount import figure
from ingest.nlp.attributes.found import Found, longest
from ingest.nlp.attributes.lexicon import alternation, lexicon, numbers
from ingest.nlp.attributes.text import KEPT
from schemas.dates import DateSpan, add_months, parse
from schemas.errors import InputError

YEAR = r"(?:1[89]|20)\d\d"
_LAST_YEAR = 2199


@dataclass(frozen=True, slots=True)
class Dated:
    """What a date means if it is past (`past`), and if it lies ahead (`ahead`): they differ where no year is said.

    `form` is how it was said: day, month, year, quarter, half, weekday, season, relative, anchored.
    """

    past: DateSpan
    ahead: DateSpan
    form: str


@dataclass(frozen=True, slots=True)
class _Reader:
    """A pattern, and what it means; `read` gets the match, the day of publication and whether to look ahead."""

    form: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date | None, bool], str | None]


@lru_cache(maxsize=KEPT)
def dates(text: str, lang: str, published: date | None) -> tuple[Found[Dated], ...]:
    """The dates of a plain text (see `text.plain`) in order.

    Without a day of publication only those count that name their year.
    """
    found: list[Found[Dated]] = []
    for reader in _readers(lang):
        for match in reader.pattern.finditer(text):
            past = _span(reader.read(match, published, False))
            if past is not None:
                ahead = _span(reader.read(match, published, True)) or past
                found.append(Found(*match.span(), Dated(past, ahead, reader.form)))
    return tuple(_anchored(text, lang, longest(found)))


@cache
def _readers(lang: str) -> tuple[_Reader, ...]:
    words = lexicon(lang)["date"]
    months = {name.casefold(): number for name, number in words["months"].items()}
    return (*_full(words, months), *_parts_of_a_year(words), *_weekdays(words), *_relative(words["relative"], lang))


def _full(words: Mapping[str, Any], months: Mapping[str, int]) -> list[_Reader]:
    """Days, months and years by name or figures."""
    month = f"(?P<month>{alternation(words['months'])})"
    year = rf"(?:,?\s(?:of\s|de\s)?(?P<year>{YEAR})(?!\w))?"
    day = r"(?<![\d.,])(?P<day>\d{1,2})(?:st|nd|rd|th|er)?"
    shift = {word.casefold(): -1 for word in words["back"]} | {word.casefold(): 1 for word in words["forward"]}
    moved = f"(?P<moved>{alternation(shift)})"
    years_moved = {
        "last year": -1,
        "next year": 1,
        "l'an dernier": -1,
        "l'année dernière": -1,
        "l'an passé": -1,
        "l'an prochain": 1,
    }
    of_year = rf"(?:\s(?:of\s|de\s)?(?P<of>{alternation(years_moved)}))"

    def read(match: re.Match[str], published: date | None, ahead: bool) -> str | None:
        groups = match.groupdict()
        number = months[groups["month"].casefold()]
        of = groups.get("of")
        if groups.get("year"):
            year = int(groups["year"])
        elif published is None:
            return None
        elif of:
            year = published.year + years_moved[re.sub(r"\s", " ", of.casefold())]
        else:
            moved = shift.get((groups.get("moved") or "").casefold(), 0)
            year = _year_of(number, int(groups.get("day") or 0), published, (ahead or moved > 0) and moved >= 0)
            if moved < 0 and (year, number) == (published.year, published.month):
                year -= 1  # "last February", said in February
        return f"{year}-{number:02}" + (f"-{int(groups['day']):02}" if groups.get("day") else "")

    def numeric(match: re.Match[str], published: date | None, ahead: bool) -> str | None:
        return f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"

    end = r"(?!\w)"
    return [
        _Reader("day", re.compile(rf"{day}\s(?:of\s)?{month}{year}{end}"), read),
        _Reader(
            "day",
            re.compile(rf"{month}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|\s(?:h|%|million)){year}{end}"),
            read,
        ),
        _Reader("month", re.compile(rf"{month}(?:{of_year}|\s{moved}|{year}){end}"), read),
        _Reader("month", re.compile(rf"{moved}\s{month}{end}"), read),
        _Reader("day", re.compile(rf"(?<!\d)(?P<year>{YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"), numeric),
        _Reader("day", re.compile(rf"(?<!\d)(?P<day>\d\d?)[./](?P<month>\d\d?)[./](?P<year>{YEAR})(?!\d)"), numeric),
        _Reader(
            "year",
            re.compile(
                rf"(?<![\w.,$€£¥₹/-])(?P<year>{YEAR})(?!\w|[.,]\d|-\d|\s?(?:%|€|\$|£|euros?|dollars?|million|milli|billion))"
            ),
            lambda match, published, ahead: match["year"],
        ),
    ]


def _year_of(month: int, day: int, published: date, ahead: bool) -> int:
    """The year of the nearest such month (and day) that is not after publication, or if `ahead` not before it."""
    then, now = (month, day or published.day), (published.month, published.day)
    if ahead:
        return published.year + (then < now)
    return published.year - (then > now)


def _parts_of_a_year(words: Mapping[str, Any]) -> list[_Reader]:
    """Quarters, halves and seasons. A season only says its year: nobody agrees on when it begins."""
    ordinals = {word.casefold(): number for word, number in words["ordinals"].items()}
    order = f"(?P<order>{alternation(ordinals)})"
    year = rf"(?:\s(?:of\s|in\s|de\s|d'|de\sl'année\s)?(?P<year>{YEAR}))?(?!\w)"
    seasons = {word.casefold(): number for word, number in words["seasons"].items()}
    season = f"(?P<season>{alternation(seasons)})"
    back = alternation([*words["back"], *words["same"]])
    moved, past, same = ({word.casefold() for word in words[key]} for key in ("forward", "back", "same"))

    def part(letter: str, months: int) -> Callable[[re.Match[str], date | None, bool], str | None]:
        def read(match: re.Match[str], published: date | None, ahead: bool) -> str | None:
            number = int(match["order"]) if match["order"].isdigit() else ordinals[match["order"].casefold()]
            if number > 12 // months:
                return None
            if match["year"]:
                return f"{match['year']}-{letter}{number}"
            if published is None:
                return None
            return f"{_year_of(number * months - months + 1, 1, published, ahead)}-{letter}{number}"

        return read

    def read_season(match: re.Match[str], published: date | None, ahead: bool) -> str | None:
        groups = match.groupdict()
        if groups.get("year"):
            return str(groups["year"])
        if published is None:
            return None
        said = (groups.get("way") or "").casefold()
        if ahead and said in same:
            return str(published.year)
        coming = (ahead and said not in past) or said in moved
        return str(_year_of(seasons[groups["season"].casefold()], 1, published, coming))

    before = words["season after"]
    way = alternation([*words["back"], *words["same"], *words["forward"]])
    return [
        _Reader(
            "quarter", re.compile(rf"{order}[\s-]{alternation(words['quarter'])}{year}", re.IGNORECASE), part("Q", 3)
        ),
        _Reader("quarter", re.compile(rf"\b[QT](?P<order>[1-4]){year}"), part("Q", 3)),
        _Reader("half", re.compile(rf"{order}[\s-]{alternation(words['half'])}{year}", re.IGNORECASE), part("H", 6)),
        _Reader("half", re.compile(rf"\b[HS](?P<order>[12])\s(?:of\s)?(?P<year>{YEAR})(?!\w)"), part("H", 6)),
        _Reader("season", re.compile(rf"(?P<way>{way})\s{season}{year}", re.IGNORECASE), read_season),
        _Reader(
            "season",
            re.compile(rf"{alternation(before)}\s?{season}(?:\s(?P<way>{way})|{year})", re.IGNORECASE),
            read_season,
        ),
        _Reader("season", re.compile(rf"{season}\s(?:of\s|de\s)?(?P<year>{YEAR})(?!\w)", re.IGNORECASE), read_season),
        _Reader("season", re.compile(rf"{season}\s(?P<way>{back})(?!\w)", re.IGNORECASE), read_season),
    ]


def _weekdays(words: Mapping[str, Any]) -> list[_Reader]:
    days = {word.casefold(): number for word, number in words["weekdays"].items()}
    shift = {word.casefold(): -1 for word in words["back"]} | {word.casefold(): 1 for word in words["forward"]}
    day, moved = alternation(days), alternation(shift)

    def read(match: re.Match[str], published: date | None, ahead: bool) -> str | None:
        if published is None:
            return None
        groups = match.groupdict()
        moved = shift.get((groups.get("before") or groups.get("after") or "").casefold(), 0)
        back = (published.weekday() - days[groups["weekday"].casefold()]) % 7
        if moved > 0 or (ahead and not moved):
            return (published + timedelta(days=7 - back if back or moved else 0)).isoformat()
        return (published - timedelta(days=back or (7 if moved else 0))).isoformat()

    pattern = rf"(?:(?P<before>{moved})\s)?(?P<weekday>{day})(?:\s(?P<after>{moved}))?(?!\w)"
    return [_Reader("weekday", re.compile(pattern, re.IGNORECASE), read)]


def _relative(entries: list[Mapping[str, Any]], lang: str) -> list[_Reader]:
    """Words such as "last year" or "two months ago", counted from the day of publication."""
    return [_Reader("relative", _said(entry["say"], lang), _shifted(entry, lang)) for entry in entries]


def _said(say: str, lang: str) -> re.Pattern[str]:
    number = rf"(?P<n>\d{{1,3}}|{numbers(lang)[0]})"
    ways = sorted(say.split("|"), key=len, reverse=True)
    body = "|".join(re.escape(way).replace(r"\ ", r"\s").replace(r"\{n\}", "{n}") for way in ways)
    if "{n}" not in body:
        return re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE)
    # A group's name may stand only once in a pattern.
    parts = [part.replace("{n}", number.replace("?P<n>", f"?P<n{at}>")) for at, part in enumerate(body.split("|"))]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _shifted(entry: Mapping[str, Any], lang: str) -> Callable[[re.Match[str], date | None, bool], str | None]:
    def read(match: re.Match[str], published: date | None, ahead: bool) -> str | None:
        if published is None:
            return None
        number = next((word for name, word in match.groupdict().items() if word), None)
        count = figure(number, lang) if number else 1
        factor = {"n": 1, "-n": -1}.get(entry["shift"], entry["shift"])
        if count is None or count != int(count):
            return None
        return moved(published, entry["unit"], int(count) * int(factor))

    return read


def moved(start: date, unit: str, count: int) -> str | None:
    """The day, week, month or year so many units away from that of `start`, as text; None beyond the calendar.

    A week is its month where it lies within one, else its days.
    """
    try:
        if unit == "day":
            return (start + timedelta(days=count)).isoformat()
        if unit == "week":
            monday = start + timedelta(days=7 * count - start.weekday())
            sunday = monday + timedelta(days=6)
            return f"{monday:%Y-%m}" if monday.month == sunday.month else f"{monday}/{sunday}"
        if unit == "month":
            return f"{add_months(start, count):%Y-%m}"
        return f"{start.replace(year=start.year + count, day=1):%Y}"
    except (OverflowError, ValueError):
        return None


def _span(text: str | None) -> DateSpan | None:
    """None where there is no such day."""
    try:
        span = parse(text) if text else None
    except InputError:
        return None
    return span if span and (span.first is None or span.first.year <= _LAST_YEAR) else None


def _anchored(text: str, lang: str, found: list[Found[Dated]]) -> list[Found[Dated]]:
    """Adds "the following year" and the like, counted from the last date before it."""
    added: list[Found[Dated]] = []
    for entry in lexicon(lang)["date"]["anchored"]:
        read = _shifted(entry, lang)
        for match in _said(entry["say"], lang).finditer(text):
            at = bisect_right(found, match.start(), key=lambda one: one.end) - 1
            last = found[at] if at >= 0 else None
            if last is None or last.value.past.first is None:
                continue
            if entry["unit"] != "year" and last.value.past.precision not in ("day", entry["unit"]):
                continue
            span = _span(read(match, last.value.past.first, False))
            if span is not None:
                added.append(Found(*match.span(), Dated(span, span, "anchored")))
    return longest([*found, *added])
