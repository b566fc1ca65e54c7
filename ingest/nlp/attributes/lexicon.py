"""The word lists of `ingest/nlp/lexicon/`, loaded once for each language and compiled to patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
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


@cache
def cue_names(lang: str) -> tuple[str, ...]:
    """The names of the cue lists."""
    return tuple(lexicon(lang)["cues"])


def cues(lang: str, text: str) -> frozenset[str]:
    """Which cue lists have a word in `text`."""
    return frozenset(name for name in cue_names(lang) if words(lang, "cues", name).search(text))


@cache
def numbers(lang: str) -> tuple[str, Mapping[str, float]]:
    """A group for the number words of the language, and their values."""
    table: Mapping[str, float] = lexicon(lang)["numbers"]
    return alternation(table), table
