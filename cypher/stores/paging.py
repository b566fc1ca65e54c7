"""What lists and searches of every store share: sizes and keys of pages, near names, text that questions may hold."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz, process

from schemas.errors import InputError
from schemas.names import fold

LONGEST = 200
"""Signs of a word that a full-text query asks for: beyond some 255 the analyzer cuts words up."""
NEAR_ENOUGH = 60.0
"""Of 100: below this a name is no suggestion."""


def checked(limit: int) -> int:
    """A size of pages. Raises InputError where it is below 1."""
    if limit < 1:
        raise InputError(f"a page of {limit} holds nothing: ask for 1 or more")
    return limit


def key(after: str, *types: type) -> tuple[object, ...]:
    """A page's `next`, as it was made. Raises InputError for anything else."""
    try:
        parts = json.loads(after)
    except ValueError:
        parts = None
    if not isinstance(parts, list) or [type(one) for one in parts] != list(types):
        raise InputError(f"{after!r} is no key of a page of this list")
    return tuple(parts)


def whole(text: str) -> str:
    """The text without half characters (surrogates), which no stored text holds and the server does not take."""
    return text.encode("utf-8", "replace").decode()


def closest(name: str, held: Sequence[Sequence[Any]], limit: int) -> list[str]:
    """Of rows (entity, name, folded name, links): the name of each entity that comes closest, best entities first."""
    scored = process.extract(
        fold(name), [row[2] for row in held], scorer=fuzz.WRatio, limit=None, score_cutoff=NEAR_ENOUGH
    )
    ranked = sorted((-score, -held[index][3], held[index][1], held[index][0]) for _, score, index in scored)
    best: dict[str, str] = {}
    for _, _, text, entity in ranked:
        best.setdefault(entity, text)
    return list(dict.fromkeys(best.values()))[:limit]


def beginnings(words: list[str]) -> str:
    """A full-text query for names that hold words beginning like these; words are letters and digits alone.

    The analyzer takes some scripts sign by sign (Chinese, Hiragana): there each sign is asked for.
    """
    return " AND ".join(part for word in words for part in _parts(word))


def _parts(word: str) -> list[str]:
    if any(unicodedata.name(sign, "").startswith(("CJK", "HIRAGANA")) for sign in word):
        return [f'"{sign}"' for sign in word]
    return [f"{word[:LONGEST]}*"]
