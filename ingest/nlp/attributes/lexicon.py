"""The word lists of `ingest/nlp/lexicon/`, loaded once for each language and compiled to patterns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

from schemas.errors import DataError

LANGUAGES = ("en", "fr")


@cache
def lexicon(lang: str) -> Mapping[str, Any]:
    """The lists of that language; of English for any language that has none. Raises DataError for a bad file."""
    name = f"{lang if lang in LANGUAGES else LANGUAGES[0]}.yaml"
    text = resources.files("ingest.nlp").joinpath("lexicon", name).read_text("utf-8")
    try:
        loaded = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise DataError(f"lexicon/{name}: {error}") from None
    if not isinstance(loaded, dict):
        raise DataError(f"lexicon/{name} is no table")
    return loaded


def phrase(words: str) -> str:
    """A pattern for these words: "invest*" takes any ending, "*ra" any beginning; a blank any white space."""
    pattern = re.escape(words).replace(r"\ ", r"\s").replace(" ", r"\s")
    pattern = pattern.replace(r"\*", r"[\w-]{0,15}")
    before = r"(?<!\w)" if words[:1].isalnum() or words[:1] == "*" else ""
    after = r"(?!\w)" if words[-1:].isalnum() or words[-1:] == "*" else ""
    return before + pattern + after


def alternation(words: Iterable[str]) -> str:
    """One group that takes any of these phrases, the longest first."""
    ranked = sorted(set(words), key=lambda one: (-len(one), one))
    return "(?:" + "|".join(phrase(one) for one in ranked) + ")"


@cache
def words(lang: str, *path: str) -> re.Pattern[str]:
    """The phrases at that place of the lexicon as one pattern, whatever their case."""
    place: Any = lexicon(lang)
    for key in path:
        place = place[key]
    return re.compile(alternation(place), re.IGNORECASE)


_TOKEN = re.compile(r"[^\W_]+")
_Entry = tuple[tuple[str, ...], str]
"""The further words of a cue, and the list it stands in."""
_ENDING = 4
"""Longest "*ending" of a cue."""


@cache
def _cues(lang: str) -> tuple[Mapping[str, list[_Entry]], Mapping[str, list[str]], Mapping[str, list[str]]]:
    """First word -> entries; beginning of a word -> lists; ending of a word -> lists."""
    whole: dict[str, list[_Entry]] = {}
    begun: dict[str, list[str]] = {}
    ended: dict[str, list[str]] = {}
    lists = {**lexicon(lang)["cues"], **lexicon(lang)["speech"], "future": lexicon(lang)["date"]["future"]}
    for name, entries in lists.items():
        for entry in entries:
            first, *rest = _TOKEN.findall(entry.casefold())
            if entry.startswith("*"):
                ended.setdefault(first, []).append(name)
            elif entry.endswith("*") and not rest:
                begun.setdefault(first, []).append(name)
            else:
                whole.setdefault(first, []).append((tuple(rest), name))
    return whole, begun, ended


@dataclass(frozen=True, slots=True)
class Cues:
    """Where a text has words of the cue and speech lists."""

    starts: tuple[int, ...]
    hits: tuple[tuple[int, str], ...]
    """(end, list), in the order of `starts`."""

    def between(self, lo: int, hi: int) -> frozenset[str]:
        """The lists that have a word in `text[lo:hi]`."""
        first, last = bisect_left(self.starts, lo), bisect_left(self.starts, hi)
        return frozenset(name for end, name in self.hits[first:last] if end <= hi)


@lru_cache(maxsize=8)
def cues(lang: str, text: str) -> Cues:
    """All words of the cue and speech lists in the text."""
    whole, begun, ended = _cues(lang)
    tokens = [(match.start(), match.end(), match[0].casefold()) for match in _TOKEN.finditer(text)]
    starts: list[int] = []
    hits: list[tuple[int, str]] = []
    for at, (start, end, word) in enumerate(tokens):
        found = [(end, name) for rest, name in whole.get(word, ()) if not rest]
        for rest, name in whole.get(word, ()):
            if rest and tuple(token[2] for token in tokens[at + 1 : at + 1 + len(rest)]) == rest:
                found.append((tokens[at + len(rest)][1], name))
        for size in range(2, min(len(word), 16) + 1):
            found.extend((end, name) for name in begun.get(word[:size], ()))
        for size in range(2, min(len(word) - 1, _ENDING) + 1):
            found.extend((end, name) for name in ended.get(word[-size:], ()))
        for one in dict.fromkeys(found):
            starts.append(start)
            hits.append(one)
    return Cues(tuple(starts), tuple(hits))


@cache
def numbers(lang: str) -> tuple[str, Mapping[str, float]]:
    """A group for the number words of the language, and their values."""
    table: Mapping[str, float] = lexicon(lang)["numbers"]
    return alternation(table), table
