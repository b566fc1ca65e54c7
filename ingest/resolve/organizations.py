"""How the names of two organizations stand to one another."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from ingest.resolve.words import words
from schemas.names import LEGAL_FORMS, fold

_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve",
    "un deux trois quatre cinq six sept huit neuf dix onze douze",
    "first second third fourth fifth sixth seventh eighth ninth tenth",
    "premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme",
    "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th",
    "1er 2e 3e 4e 5e 6e 7e 8e 9e 10e",
)
_NUMERALS = {
    **{word: str(number) for line in _COUNTED for number, word in enumerate(line.split(), 1)},
    "une": "1",
    "premiere": "1",
    "1re": "1",
    "twenty": "20",
    "vingt": "20",
    "thirty": "30",
    "trente": "30",
    "forty": "40",
    "quarante": "40",
    "fifty": "50",
    "cinquante": "50",
    "hundred": "100",
    "cent": "100",
}


@dataclass(frozen=True, slots=True)
class Organization:
    """A name taken apart: its words as concepts, small words left out, and what tells it from others."""

    written: str
    joined: str
    plain: tuple[str, ...]
    concepts: tuple[str, ...]
    numerals: tuple[str, ...]
    legal: str


@lru_cache(maxsize=20_000)
def organization(name: str) -> Organization:
    """The name taken apart; never without words."""
    known = words()
    folded = fold(re.sub(r"(?<=\w)[’']s\b", "", name))
    parts = [part for word in folded.replace("&", " & ").split() for part in word.split("-")]
    every = [part for part in parts if part.strip("&+")] or [folded]
    kept = [word for word in every if word not in known.small] or every
    kept = [word for word in kept if word not in LEGAL_FORMS] or kept
    numerals = tuple(_ROMAN.get(word, word) for word in kept[1:] if word.isdigit() or word in _ROMAN)
    legal = next((word for word in reversed(re.findall(r"\w+", fold(f"x {name} x"))[1:-1]) if word in LEGAL_FORMS), "")
    return Organization(
        name.strip(),
        "".join(every),
        tuple(kept),
        tuple(known.concept(_ROMAN.get(word, word)) for word in kept),
        numerals,
        legal,
    )


def relation(a: str, b: str) -> str:
    """One phrase for how two names of organizations stand."""
    one, other = organization(a), organization(b)
    if one.joined == other.joined or _counted(one) == _counted(other):
        return _equal(one, other)
    if one.numerals != other.numerals and ((one.numerals and other.numerals) or _bare(one) == _bare(other)):
        return "other number"
    if short := _short(one, other):
        return short
    return _by_words(one, other)


def _equal(one: Organization, other: Organization) -> str:
    if one.written != other.written and one.legal and other.legal and one.legal != other.legal:
        return "other legal form"
    word = one.joined
    if len(one.plain) > 1:
        if _nowhere(one):
            return "generic name"
        rare = len(one.plain) > 2 or any(not _ordinary(part) for part in one.plain)
        return "equal" if rare else "equal, known words"
    if one.written.isupper() and other.written.isupper() and len(word) <= 5:
        return "equal acronym"
    return "equal, known word" if _ordinary(word) else "equal, one word"


def _nowhere(name: Organization) -> bool:
    """Whether a name is one of office only, of which many places have one: "Ministry of Health"."""
    known = words()
    all_known = all(word in known.plain_concepts and word not in known.wide for word in name.concepts)
    return all_known and len(name.concepts) <= 3 and any(word in known.offices for word in name.concepts)


def _ordinary(word: str) -> bool:
    known = words()
    return any(word in held for held in (known.ordinary, known.concepts, known.places, known.unit, known.soft))


def _counted(one: Organization) -> str:
    """Joined with numerals for their words: "Eleven Labs", "11 Labs"."""
    return "".join(_NUMERALS.get(word, word) for word in one.plain)


def _bare(one: Organization) -> tuple[str, ...]:
    return tuple(word for word in one.concepts if word not in one.numerals)


def _short(one: Organization, other: Organization) -> str:
    """Acronym or ticker of the other, else empty."""
    for short, full in ((one, other), (other, one)):
        if len(short.plain) != 1 or not 2 <= len(short.joined) <= 8 or not _capitals(short.written):
            continue
        letters = short.joined
        if len(full.plain) > 1 and letters in initials(full.written):
            return {2: "acronym of two", 3: "acronym of three"}.get(len(letters), "acronym")
        if len(full.plain) > 1 and _within(letters, full.joined) and letters[0] == full.joined[0]:
            return "loose acronym"
        if len(full.plain) == 1 and short.written.isupper() and _skips(letters, full.joined):
            return "ticker"
        translated = "".join(sorted(word[0] for word in full.concepts))
        if len(full.plain) > 2 and "".join(sorted(letters)) == translated:
            return "acronym, translated"
    return ""


def _capitals(written: str) -> bool:
    return sum(sign.isupper() for sign in written) * 2 > sum(sign.isalpha() for sign in written)


def initials(written: str) -> frozenset[str]:
    """Acronyms that a name of several words may have: of every word, of the main ones, of its capitals."""
    every = fold(written).replace("-", " ").split()
    main = [word for word in every if word not in words().small]
    pairs = {"".join(word[0] for word in group) for group in (every, main) if group}
    known = {word[0] for word in main}
    inner = "".join(sign for sign in written if sign.isupper()).casefold()
    return frozenset(pairs | ({fold(inner)} if len(known) > 1 else set()))


def _skips(letters: str, whole: str) -> bool:
    """Whether letters are some of a word's, in order, from its first, and not merely its beginning."""
    return letters[0] == whole[0] and _within(letters, whole) and not whole.startswith(letters)


def _within(letters: str, whole: str) -> bool:
    rest = iter(whole)
    return all(letter in rest for letter in letters)


def _by_words(one: Organization, other: Organization) -> str:
    left, right = Counter(one.concepts), Counter(other.concepts)
    only = list((left - right).elements()), list((right - left).elements())
    shared = list((left & right).elements())
    if not only[0] and not only[1]:
        if _nowhere(one):
            return "generic name"
        turned = sorted(one.plain) == sorted(other.plain)
        return "same words, other order" if turned else "same words"
    distinct = [word for word in shared if not _generic(word)]
    if only[0] and only[1]:
        if (
            len(shared) >= 2
            and 3 * len(shared) >= 2 * max(len(one.concepts), len(other.concepts))
            and _shared_stems(*only)
        ):
            return "mostly the same words"
        if pair := _misspelt(*only):
            return pair
        return _both(only, distinct, shared)
    extra = only[0] or only[1]
    short = other if only[0] else one
    return _extra(extra, short, one if only[0] else other, distinct)


def _extra(extra: list[str], short: Organization, full: Organization, distinct: list[str]) -> str:
    known = words()
    start = full.concepts[: len(short.concepts)] == short.concepts
    if not distinct:
        return "generic words shared"
    if all(word in known.soft for word in extra) and start:
        return "soft word more" if len(short.plain) > 1 or not _ordinary(short.joined) else "soft word more, known word"
    if any(word in known.kin for word in extra):
        return "kindred body"
    if any(word in known.unit or word in known.places for word in extra):
        return "unit word more"
    if extra == ["society"]:
        return "soft word more"
    if start and len(extra) > 1 and len(short.plain) > 1:
        return "long form"
    return "word more, in front" if not start else "word more"


def _both(only: tuple[list[str], list[str]], distinct: list[str], shared: list[str]) -> str:
    if not shared:
        return "nothing in common"
    if not distinct:
        return "generic words shared"
    generic = [all(_generic(word) for word in words_) for words_ in only]
    known = words()
    if all(word in known.soft for part in only for word in part):
        return "soft words differ"
    if not all(generic):
        return "different words beside shared"
    return "sister units"


def _shared_stems(left: list[str], right: list[str]) -> bool:
    """Whether what differs begins alike, as words of two languages do: "climatology", "climatologie"."""
    return len(left) == len(right) and all(
        x[:5] == y[:5] and len(x) > 4 for x, y in zip(sorted(left), sorted(right), strict=True)
    )


def _generic(word: str) -> bool:
    known = words()
    return (
        word in known.unit
        or word in known.soft
        or word in known.places
        or word in known.fields
        or word in known.concepts
    )


def _misspelt(left: list[str], right: list[str]) -> str:
    """Whether the words that differ are spellings of one another."""
    if len(left) != len(right):
        return _close("".join(left), "".join(right))
    kinds = {_close(x, y) for x, y in zip(sorted(left), sorted(right), strict=True)}
    return kinds.pop() if len(kinds) == 1 else ""


def _close(x: str, y: str) -> str:
    if min(len(x), len(y)) >= 5 and OSA.distance(x, y) == 1:
        return "one letter at the end" if x[:-1] == y[:-1] or x.startswith(y) or y.startswith(x) else "one letter"
    if min(len(x), len(y)) >= 5 and x[:4] == y[:4] and OSA.normalized_similarity(x, y) >= 0.6 and x[-1] != y[-1]:
        return "cognates"
    return ""
