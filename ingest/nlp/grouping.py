"""Which names of one article stand for one organization or person: rules over spelling and place.

A `Grouper` is any function of this shape; a trained one can take the place of `by_name` (see `components/entities.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from schemas.model import EntityType
from schemas.names import fold


@dataclass(frozen=True, slots=True)
class Named:
    """A mention as the tagger found it: characters [start, end) of the body, and the type."""

    start: int
    end: int
    text: str
    type: EntityType


Grouper = Callable[[Sequence[Named], int], list[list[int]]]
"""(mentions in order, where the title ends) -> for each entity the places of its mentions, by first mention."""

# Houses whose short name is a company of its own beside its arms: "Google" is not "Google Cloud".
_HOUSES = frozenset(
    [
        "google",
        "amazon",
        "microsoft",
        "intel",
        "meta",
        "apple",
        "nvidia",
        "alibaba",
        "tencent",
        "baidu",
        "samsung",
        "lg",
        "toshiba",
        "sony",
        "softbank",
        "siemens",
        "ntt",
        "hitachi",
        "fujitsu",
        "huawei",
        "airbus",
        "thales",
        "orange",
        "salesforce",
        "oracle",
        "ibm",
        "qualcomm",
        "reuters",
        "bloomberg",
        "dell",
    ]
)
# What sets a part apart from its house even where the part is named first.
_ARMS = frozenset(
    [
        "web",
        "deepmind",
        "healthineers",
        "docomo",
        "italia",
        "france",
        "chine",
        "europe",
        "benelux",
        "niger",
        "tchad",
        "pacific",
    ]
)
# What a name drops when it is short: "Scale AI", later "Scale".
_FILLERS = frozenset(
    [
        "ai",
        "ia",
        "labs",
        "lab",
        "systems",
        "technologies",
        "technology",
        "tech",
        "robotics",
        "partners",
        "software",
        "networks",
        "analytics",
        "platforms",
        "semiconductor",
        "semiconductors",
        "motors",
        "electronics",
        "therapeutics",
    ]
)
_HONORIFICS = frozenset(["mr", "mrs", "ms", "dr", "sir", "m", "mme", "mlle", "me", "prof", "lord", "dame"])
_SMALL_WORDS = frozenset(
    [
        "of",
        "and",
        "the",
        "for",
        "de",
        "des",
        "du",
        "d",
        "la",
        "le",
        "les",
        "l",
        "et",
        "pour",
        "en",
        "sur",
        "a",
        "au",
        "aux",
    ]
)


@dataclass(slots=True)
class _Form:
    """All mentions that have one folded name and one type."""

    words: tuple[str, ...]
    type: EntityType
    places: list[int]
    first: int
    """Where it first stands in the text proper, in characters; titles shorten names, so they do not count."""
    surface: str
    parts: list[_Form] = field(default_factory=list)


def by_name(mentions: Sequence[Named], title_end: int) -> list[list[int]]:
    """Mentions grouped by folded name; then short forms go to the longest fitting longer name of the same type."""
    forms = sorted(_forms(mentions, title_end), key=lambda form: (-len(form.words), form.first))
    roots: list[_Form] = []
    for form in forms:
        fitting = [root for root in roots if root.type is form.type and _fits(form, root)]
        if fitting:
            _nearest(form, fitting).parts.append(form)
        else:
            roots.append(form)
    groups = [sorted(at for part in (root, *root.parts) for at in part.places) for root in roots]
    return sorted(groups)


def _forms(mentions: Sequence[Named], title_end: int) -> list[_Form]:
    found: dict[tuple[tuple[str, ...], EntityType], _Form] = {}
    for at, mention in enumerate(mentions):
        words = _words(mention)
        form = found.setdefault((words, mention.type), _Form(words, mention.type, [], mention.start, mention.text))
        form.places.append(at)
        if form.first < title_end <= mention.start:
            form.first = mention.start
    return list(found.values())


def _words(mention: Named) -> tuple[str, ...]:
    words = fold(mention.text).split() or [mention.text]
    if mention.type is EntityType.PERSON and len(words) > 1 and words[0] in _HONORIFICS:
        words = words[1:]
    return tuple(words)


def _fits(short: _Form, full: _Form) -> bool:
    known = {full.words, *(part.words for part in full.parts)}
    if short.words in known or not len(short.words) < len(full.words):
        return short.words in known
    if short.type is EntityType.PERSON:
        return _part_of_person(short.words, full.words)
    return _leads(short, full) or _trails(short, full) or _initials(short, full)


def _part_of_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return short in (full[-len(short) :], full[: len(short)])


def _leads(short: _Form, full: _Form) -> bool:
    rest = full.words[len(short.words) :]
    if full.words[: len(short.words)] != short.words or rest[0] in _ARMS:
        return False
    if short.words[0] in _HOUSES and len(short.words) == 1:
        return rest[0] in _FILLERS and len(rest) == 1
    # A house is named before its arms, a full name before its short form.
    return full.first <= short.first or rest[0] in _FILLERS


def _trails(short: _Form, full: _Form) -> bool:
    return (
        full.words[-len(short.words) :] == short.words and full.first <= short.first and short.words[0] not in _HOUSES
    )


def _initials(short: _Form, full: _Form) -> bool:
    if len(short.words) != 1 or not 1 < len(short.words[0]) <= 8 or not short.surface[:1].isupper():
        return False
    all_words = [word[0] for word in _every_word(full.surface)]
    big_words = [word[0] for word in _every_word(full.surface) if word not in _SMALL_WORDS]
    return len(big_words) > 1 and short.words[0] in ("".join(all_words), "".join(big_words))


def _every_word(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))


def _nearest(form: _Form, fitting: Sequence[_Form]) -> _Form:
    """Of two people with one surname the one named last before it; else the first that fits."""
    before = [root for root in fitting if root.first <= form.first]
    return max(before, key=lambda root: root.first) if before else fitting[0]
