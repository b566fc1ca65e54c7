"""How the names of two people stand to one another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from ingest.resolve.words import plain, tokens, words

_SUFFIXES = {"jr": "2", "junior": "2", "ii": "2", "sr": "1", "senior": "1", "iii": "3", "fils": "2"}
_VOWELS = re.compile(r"[aeiouy]")
# Spellings of one sound in English, French, German and Polish renderings of names; applied in this order.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("shch|chtch|schtsch|tsch|tch|cz|sch|sz|sh", "ch"), ("zh|dj|dzh", "j"), ("^[ijy]e", "e"), ("kh", "h"),
        ("ck|qu|q", "k"), ("c(?=[aoulr]|$)", "k"), ("ph", "f"), ("th", "t"), ("ou|oo", "u"), ("ks", "x"), ("w", "v"),
        ("y|j(?=[aou])", "i"), ("ii+", "i"), ("ie(?=[^aeiou]|$)", "e"), ("ae|oe|ee", "e"),
        ("(?<=[iou])e?ff$", "v"), ("ovna$", "ov"),
        ("eff$", "ev"), ("off$", "ov"), ("gu(?=[ei])", "g"), ("ss", "s"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """A name taken apart: given names and initials, then the family name's words (particles left out)."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    joined: str
    attached: str
    suffix: str = ""

    @property
    def common(self) -> bool:
        """Whether many people bear the family name."""
        return self.family[0] in words().common_families


@lru_cache(maxsize=20_000)
def person(name: str) -> Person:
    """The name taken apart: "Osei, Kwame" and "OSEI Kwame" like "Kwame Osei"; one word alone is a family name."""
    known = words()
    before, comma, after = name.partition(",")
    if comma and after.strip() and plain(after.strip()) not in known.titles:
        name = f"{after} {before}"
    written = tokens(re.sub(r"['’]s\b", "", name)) or [name]
    kept = [one for at, one in enumerate(written) if not _title(at, written)] or written
    capitals = [one for one in kept if len(one) > 1 and one.isupper()]
    if capitals and len(capitals) < len(kept) and kept[0] in capitals:
        kept = [one for one in kept if one not in capitals] + capitals
    parts = [plain(one) for one in kept]
    bare = [one for at, one in enumerate(parts) if one not in known.particles or (len(one) == 1 and at == 0)] or parts
    suffix = next((plain(one) for one in written[1:] if plain(one) in _SUFFIXES), "")
    return Person(tuple(bare[:-1]), (bare[-1],), "".join(parts), _attached(parts), suffix)


def _attached(parts: list[str]) -> str:
    """The family name with the particles before it: "vandenbroecke"."""
    at = len(parts) - 1
    while at > 1 and parts[at - 1] in words().particles:
        at -= 1
    return "".join(parts[at:])


def _title(at: int, written: list[str]) -> bool:
    """Whether the word there is a title; a lone letter before another name is one only where a given name follows."""
    word = plain(written[at])
    if word not in words().titles and not (at and word in _SUFFIXES):
        return False
    return len(word) > 1 or (at == 0 and len(written) > 2 and len(written[1]) > 1)


def sound(word: str) -> str:
    """A key that transliterations of one name share, as far as spelling tells."""
    for pattern, letters in _SOUNDS:
        word = pattern.sub(letters, word)
    return re.sub(r"(.)\1+", r"\1", word)


def bones(word: str) -> str:
    """Consonants of the sound key, with the first letter."""
    key = sound(word)
    key = re.sub("^[ie]?(?=[aeiou])|h", "", key) or key
    return key[:1].replace("u", "o").replace("i", "e") + _VOWELS.sub("", key[1:])


def given_alike(one: str, other: str) -> str:
    """How two given names stand: same, nickname, initial, sound, typo or other."""
    if one == other:
        return "same"
    if one[0] == other[0] and 1 in (len(one), len(other)):
        return "initial"
    nicknames = words().nicknames
    keys = sound(one), sound(other)
    if (one[-1] in "ea") != (other[-1] in "ea") and _ungendered(one) == _ungendered(other):
        return "other"  # Louis and Louise
    if keys[0] == keys[1] or keys[0].rstrip("e") == keys[1].rstrip("e"):
        return "sound"
    if nicknames.get(one, frozenset()) & nicknames.get(other, frozenset()):
        return "nickname"
    if (
        min(len(one), len(other)) >= 3
        and (one.startswith(other) or other.startswith(one))
        and abs(len(one) - len(other)) > 2
    ):
        return "shortened"
    if bones(one) != bones(other) or (one[-1] in "ea") != (other[-1] in "ea"):
        return "other"
    apart = OSA.distance(*keys)
    if apart == 1 and (len(bones(one)) >= 4 or abs(len(one) - len(other)) >= 2):
        return "bones"
    return "vowel" if apart <= 2 and len(bones(one)) >= 3 else "other"


def _ungendered(name: str) -> str:
    """A given name without what makes it a woman's or a man's in French: "gabrielle", "frederique"."""
    return re.sub(r"(.)\1+", r"\1", re.sub("qu$", "c", name.rstrip("ea")))


def family_alike(one: str, other: str) -> str:
    """How two family names stand: same, sound, typo, bones or other."""
    if one == other:
        return "same"
    if sound(one) == sound(other):
        return "sound" if OSA.distance(one, other) > 1 else "near sound"
    if min(len(one), len(other)) >= 5 and OSA.distance(one, other) == 1:
        return "one letter"
    if bones(one) == bones(other):
        bare, apart = len(bones(one)), OSA.distance(sound(one), sound(other))
        if bare >= 4 or (bare == 3 and apart == 1):
            return "bones"
    return "other"


def relation(a: str, b: str) -> str:
    """One word for how two names of people stand; "person …"."""
    one, other = person(a), person(b)
    if _SUFFIXES.get(one.suffix) != _SUFFIXES.get(other.suffix):
        return "different suffix"
    if one.joined == other.joined:
        if one.given and all(len(part) == 1 for part in one.given):
            return "initials equal"
        return "lone" if not one.given and len(tokens(a)) == 1 else "equal"
    if not one.given or not other.given:
        return _lone(one, other)
    whole = (sorted((*one.given, *one.family)), sorted((*other.given, *other.family)))
    if whole[0] == whole[1] or "".join((*one.family, *one.given)) == other.joined:
        return "order"
    if "".join((*other.family, *other.given)) == one.joined:
        return "order"
    return _full(one, other)


def _lone(one: Person, other: Person) -> str:
    short, full = (one, other) if not one.given else (other, one)
    if not full.given:
        return {"same": "lone", "sound": "lone sound"}.get(
            family_alike(*short.family, *full.family), "different family"
        )
    if short.family[0] in full.given:
        return "given only"
    if short.family[0] == full.family[0]:
        return "family only"
    nick = given_alike(short.family[0], full.given[0])
    return "nickname only" if nick == "nickname" else "different family"


def _full(one: Person, other: Person) -> str:
    given = given_alike(one.given[0], other.given[0])
    family = family_alike(one.family[0], other.family[0])
    if family == "other":
        family = family_alike(one.attached, other.attached)
    if family == "other":
        return _other_family(one, other, given)
    if given == "other" and len(one.given) != len(other.given):
        given = given_alike("".join(one.given), "".join(other.given))
    if given == "other":
        if one.given[0] in other.given[1:] or other.given[0] in one.given[1:]:
            return "middle for first" if family == "same" else "different given"
        return "different given"
    middles = _middles(one.given[1:], other.given[1:])
    if middles == "other":
        return "different middle"
    if family == "same":
        return {"same": f"middle {middles}"}.get(given, f"given {given}")
    if given == "same":
        return f"family {family}"
    return "both sound" if given in ("sound", "bones") and family in ("sound", "near sound", "bones") else "both vary"


def _other_family(one: Person, other: Person, given: str) -> str:
    """A double family name, one of whose words the other lacks, or given names in the other's order."""
    if given in ("same", "nickname", "initial"):
        if one.family[0] in other.given[1:] or other.family[0] in one.given[1:]:
            return "double family"
        return "different family, same given"
    if one.family[0] == other.given[0] and other.family[0] == one.given[0]:
        return "order"
    return "different family"


def _middles(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    if not one or not other:
        return "lacking" if one or other else "same"
    agree = all(given_alike(x, y) in ("same", "initial", "nickname") for x, y in zip(one, other, strict=False))
    return "same" if agree else "other"
