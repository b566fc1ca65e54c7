"""What the words around two names say for or against one actor behind both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.resolve.words import flat, plain, tokens, words

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|[«“\"]")
_PLACED = re.compile(r"\b(?:in|at|near|à|au|from)\s+([A-ZÀ-Þ][\w'’-]+)")
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
STEM = 6
"""Words of more letters than this are compared by their beginnings, so that endings and languages matter less."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A context, taken apart: words (as concepts or stems), proper names, countries, places, years, cues."""

    flat: str
    words: frozenset[str]
    proper: frozenset[str]
    countries: frozenset[str]
    towns: frozenset[str]
    years: frozenset[int]
    cues: frozenset[str]


@lru_cache(maxsize=20_000)
def setting(text: str) -> Setting:
    """The context taken apart."""
    known = words()
    flattened = flat(text)
    found: set[str] = set()
    proper: set[str] = set()
    countries: set[str] = set()
    towns = {plain(one) for one in _PLACED.findall(text)}
    for at_start, token in _tokens(text):
        word = plain(token)
        if country := known.places.get(word):
            countries.add(country)
            found.add(f"@{country}")
        if (
            (token[0].isupper() and not at_start)
            or (len(token) > 1 and token.isupper())
            or any(c.isupper() for c in token[1:])
        ):
            proper.add(word)
        if len(word) > 3 and word not in known.common:
            found.add(_stem(word))
        elif word in known.concepts:
            found.add(known.concept(word))
    return Setting(
        flattened,
        frozenset(found),
        frozenset(proper),
        frozenset(countries),
        frozenset(one for one in towns if one not in known.concepts),
        frozenset(int(year) for year in _YEAR.findall(text)),
        frozenset(name for name, pattern in known.cues.items() if pattern.search(flattened)),
    )


def _tokens(text: str) -> Iterator[tuple[bool, str]]:
    """(first of its sentence?, word)."""
    for sentence in _SENTENCE.split(text):
        for at, token in enumerate(tokens(sentence)):
            yield at == 0, token


def _stem(word: str) -> str:
    concept = words().concept(word)
    return concept if concept != word or len(word) <= STEM else word[:STEM]


def compared(a: Setting, b: Setting, own: frozenset[str]) -> dict[str, float]:
    """Features of two contexts; `own` are the plain words of both names, which say nothing here."""
    known = words()
    stems = frozenset(_stem(word) for word in own) | own
    common = (a.words & b.words) - stems
    proper = (a.proper & b.proper) - own
    others = ((a.proper - own), (b.proper - own))
    size = max(1, min(len(a.words - stems), len(b.words - stems)))
    fields = (a.words & known.fields) - stems, (b.words & known.fields) - stems
    posts = (a.words & known.posts) - stems, (b.words & known.posts) - stems
    found = {
        "shared proper": min(len(proper), 3) / 3,
        "shared place": float(bool(a.towns & b.towns - own)),
        "shared words": min(len({word for word in common if word[0] != "@"}), 4) / 4,
        "share of words": min(1.0, 2 * len(common) / size),
        "shared country": float(bool(a.countries & b.countries)),
        "shared field": float(bool(fields[0] & fields[1])),
        "shared year": float(bool(a.years & b.years)),
        "other countries": _apart(a.countries, b.countries),
        "other towns": _apart(a.towns - own, b.towns - own),
        "other fields": _apart(*fields),
        "other posts": _apart(*posts),
        "other names": _apart(*others),
        "founded in other years": float("founder" in a.words & b.words and _gap(a.years, b.years) > 1),
        "years far apart": float(_gap(a.years, b.years) > 20),
        "nothing shared": float(not common and not proper),
        "said nothing": float(not a.words or not b.words),
    }
    return {name: value for name, value in found.items() if value}


def _apart(one: frozenset[str], other: frozenset[str]) -> float:
    return float(bool(one and other) and not one & other)


def _gap(one: frozenset[int], other: frozenset[int]) -> int:
    """Years between the nearest of two sets; 0 where one is empty."""
    return min((abs(first - second) for first in one for second in other), default=0)
