"""Where sentences end in French and English news: rules over characters, since a title or a list has no full stop."""

from __future__ import annotations

import re

_ABBREVIATIONS = frozenset(
    [
        "m",
        "mm",
        "mme",
        "mmes",
        "mlle",
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "ste",
        "sr",
        "jr",
        "messrs",
        "gov",
        "sen",
        "rep",
        "gen",
        "col",
        "capt",
        "lt",
        "sgt",
        "hon",
        "rev",
        "pres",
        "inc",
        "corp",
        "co",
        "cos",
        "ltd",
        "llc",
        "plc",
        "bros",
        "assn",
        "dept",
        "est",
        "env",
        "etc",
        "vs",
        "cf",
        "al",
        "no",
        "nos",
        "vol",
        "art",
        "fig",
        "p",
        "pp",
        "ed",
        "approx",
        "av",
        "bd",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "janv",
        "févr",
        "avr",
        "juil",
        "u.s",
        "u.k",
        "u.n",
        "e.u",
        "a.m",
        "p.m",
        "e.g",
        "i.e",
        "s.a",
        "n.v",
        "b.v",
    ]
)
# A run of stops is tried from its first sign only: from each, it would take quadratic time.
_END = re.compile(r"(?<![.!?…])[.!?…]++[»”\"’')\]]*+(?:\s*+»)?(?=\s)|\n+")
_LAST_WORD = re.compile(r"[\w.&'’-]*$")
LONGEST = 2_000
"""Characters after which a sentence is cut at a blank: one without full stops still gives quotes that can be read."""


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of characters, in order, without blanks around them; every other character is a blank."""
    spans = []
    start = 0
    for match in _END.finditer(text):
        if text[match.start()] == "\n" or _ends(text, match):
            spans.extend(_trimmed(text, start, match.end()))
            start = match.end()
    spans.extend(_trimmed(text, start, len(text)))
    return spans


def _ends(text: str, match: re.Match[str]) -> bool:
    follows = text[match.end() : match.end() + 8].lstrip()
    if not match.group().startswith(".") or match.group().startswith(".."):
        # « Non ! » dit-elle: the sentence goes on where a small letter follows.
        return not follows[:1].islower()
    if follows[:1].islower():
        return False
    tail = _LAST_WORD.search(text, max(0, match.start() - 24), match.start())
    word = tail.group().lstrip("'’-").rpartition("’")[2] if tail else ""
    if match.group() != ".":
        return True
    if word.casefold() in _ABBREVIATIONS:
        return False
    return not (len(word) == 1 and word.isalpha() and word.isupper())


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretch without blanks around it, cut where it is too long; nothing where it is blank."""
    spans = []
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        spans.append((start, cut))
        start = cut + 1 if text[cut].isspace() else cut
    if start < end:
        spans.append((start, end))
    return spans
