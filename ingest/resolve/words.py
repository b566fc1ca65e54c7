"""What is known of words when two names are compared: `data/words.yaml`, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import yaml

from schemas.names import fold

_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words by use. `concepts`, `places` and `nicknames` map a word to what it stands for."""

    concepts: dict[str, str]
    fields: frozenset[str]
    posts: frozenset[str]
    soft: frozenset[str]
    unit: frozenset[str]
    kin: frozenset[str]
    offices: frozenset[str]
    wide: frozenset[str]
    plain_concepts: frozenset[str]
    small: frozenset[str]
    places: dict[str, str]
    nicknames: dict[str, frozenset[str]]
    titles: frozenset[str]
    particles: frozenset[str]
    common_families: frozenset[str]
    ordinary: frozenset[str]
    common: frozenset[str]
    cues: dict[str, re.Pattern[str]]

    def concept(self, word: str) -> str:
        """What a folded word is counted as: the first word of its line, else its own."""
        return self.concepts.get(word, word)


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """One word in small letters without accents."""
    return fold(word)


def tokens(text: str) -> list[str]:
    """The words of a text as they are written, without signs."""
    return _TOKEN.findall(text)


def flat(text: str) -> str:
    """The words of a text, plain, one space between and around: for looking up phrases."""
    return f" {' '.join(plain(one) for one in tokens(text))} "


@cache
def words() -> Words:
    """The packaged file."""
    raw = yaml.safe_load(resources.files("ingest.resolve").joinpath("data", "words.yaml").read_text("utf-8"))
    concepts: dict[str, str] = {}
    for line in raw["concepts"]:
        first, *_ = listed = _plain(line)
        for word in listed:
            concepts.setdefault(word, first)
    for country, line in raw["places"].items():
        for word in _plain(line.partition("|")[0]):
            concepts.setdefault(word, f"@{country}")
    nicknames: dict[str, set[str]] = {}
    for number, line in enumerate(raw["nicknames"]):
        for word in _plain(line):
            nicknames.setdefault(word, set()).add(str(number))
    as_concepts = {
        key: frozenset(concepts.get(word, word) for word in _plain(raw[key]))
        for key in ("fields", "posts", "soft", "unit", "kin", "offices", "wide")
    }
    return Words(
        concepts=concepts,
        **as_concepts,
        plain_concepts=frozenset(one for one in concepts.values() if one[0] != "@"),
        small=frozenset(_plain(raw["small"])),
        places={word: country for country, line in raw["places"].items() for word in _plain(line)},
        nicknames={word: frozenset(numbers) for word, numbers in nicknames.items()},
        titles=frozenset(_plain(raw["titles"])),
        particles=frozenset(_plain(raw["particles"])),
        common_families=frozenset(_plain(raw["common families"])),
        ordinary=frozenset(_plain(raw["ordinary"])),
        common=frozenset(_plain(raw["common"])),
        cues={name: _phrases(listed) for name, listed in raw["cues"].items()},
    )


def _plain(line: str) -> list[str]:
    """Words of a line; one of several parts ("real-estate") is no single word and is left out."""
    return [folded for word in line.split() if " " not in (folded := plain(word))]


def _phrases(listed: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(flat(one)) for one in sorted(listed, key=len, reverse=True)))
