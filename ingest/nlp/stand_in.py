"""Pronouns and descriptions as ends of a pair: the model ties names, so each is read under a name in its place.

"It was bought by Acme" is read as "Belvane was bought by Acme". What is already a name stays.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.nlp.given import GivenPair, Span
from schemas.model import EntityType

NAMES = {
    EntityType.ORGANIZATION: ("Belvane", "Kelbrun", "Tormax", "Zelcorp"),
    EntityType.PERSON: ("Marten Kolbe", "Paul Verdick", "Lena Tolbert", "Clara Bremond"),
}
"""Invented. They begin with a consonant, so that no French word before them would lose its vowel."""
_ENGLISH = (
    "it its itself they their them themselves he him his she her hers we us our ours i me my you your who which whose "
    "the a an this that these those"
)
_FRENCH = (
    "il elle ils elles lui leur leurs eux son sa ses nous notre nos je mon ma mes qui dont "
    "le la les un une des ce cet cette ces celui celle ceux celles ci l d qu"
)
# Words that begin a description or are a pronoun; with a capital they only begin a sentence.
_SMALL = frozenset([*_ENGLISH.split(), *_FRENCH.split()])
# Descriptions that contracts and some outlets write with a capital: "the Company".
_COMMON_WORDS = (
    "company group firm corporation bank fund startup business agency société groupe entreprise banque fonds compagnie"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_OWNING = frozenset("its their his our my your whose".split())  # noqa: SIM905
# In French the owner stands behind what it owns: no name can take the place of these.
_FRENCH_OWNING = frozenset("son sa ses leur leurs notre nos mon ma mes dont".split())  # noqa: SIM905
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s?$")


def with_names(pair: GivenPair) -> GivenPair:
    """The pair with a name in place of each end that is none; the text around it stays to the letter."""
    free = {type_: [name for name in names if name not in pair.text] for type_, names in NAMES.items()}
    for end in ("a", "b"):
        span, type_ = (pair.a, pair.a_type) if end == "a" else (pair.b, pair.b_type)
        words = pair.text[slice(*span)]
        if is_name(words) or words.casefold() in _FRENCH_OWNING or not free[type_]:
            continue
        name = free[type_].pop(0)
        owned = "’s" if words.casefold() in _OWNING else (_POSSESSIVE.search(words) or [""])[0]
        pair = _replaced(pair, end, span, name, owned)
    return pair


def is_name(words: str) -> bool:
    """Whether a word among them is written as a name is: with a capital or digit, and no pronoun or common noun."""
    return any(
        word.casefold() not in _SMALL | _COMMON
        for word in _WORD.findall(_POSSESSIVE.sub("", words))
        if any(sign.isupper() or sign.isdigit() for sign in word)
    )


def _replaced(pair: GivenPair, end: str, span: Span, name: str, tail: str) -> GivenPair:
    start, stop = span
    new = (start, start + len(name))
    moved = len(name) + len(tail) - (stop - start)
    other = pair.b if end == "a" else pair.a
    if other[0] >= stop:
        other = (other[0] + moved, other[1] + moved)
    text = f"{pair.text[:start]}{name}{tail}{pair.text[stop:]}"
    return replace(pair, text=text, a=new if end == "a" else other, b=other if end == "a" else new)
