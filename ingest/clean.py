"""A text made fit to be stored and read. Offsets of mentions and quotes count in what comes out of here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ingest.sources.base import Refused

MAX_CHARACTERS = 300_000
"""A longer text is refused: no article is, and a claim out of a part of a text may be turned round by the rest."""
BROKEN_SHARE = 0.02
"""Above this share of control signs and undecodable characters a text is taken for binary data."""

_SURROGATES = re.compile("[\ud800-\udfff]")
# Shown as nothing: soft hyphen, zero width space, joiners, marks and overrides of direction, word joiner, BOM.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# Lines that publishers put around a story, in words that no story's own sentence consists of. Whole lines only.
_BOILERPLATE = re.compile(
    r"""
    (?: (?:read|see)\ (?:more|also|next)\b.{0,150}
      | (?:lire|voir|à\ lire|à\ voir)\ (?:aussi|également|la\ suite)\b.{0,150}
      | (?:sign\ up|subscribe|register)\ (?:for|to|now|here|today)\b.{0,120}
      | (?:abonnez|inscrivez)-vous\b.{0,120}
      | (?:cet\ article|la\ suite\ de\ cet\ article)\ est\ réservée?\b.{0,80}
      | this\ (?:article|content)\ is\ (?:only\ available|available\ only)\b.{0,80}
      | (?:advertisement|publicité|sponsored|sponsorisé|newsletter|partager|share\ this(?:\ article)?|share|imprimer)
      | (?:follow\ us|suivez-nous)\b.{0,80}
      | (?:©|copyright\b|\(c\)\ ).{0,120}
      | (?:all\ rights\ reserved|tous\ droits\ réservés)\b.{0,60}
      | (?:photo|image|crédits?\ photo|photo\ credit|getty\ images)\s*:.{0,100}
      | (?:we\ use\ cookies|nous\ utilisons\ des\ cookies)\b.{0,200}
    )[\s.…!»"]*
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Title on one line, text with one line feed between paragraphs, and what was changed beyond white space."""

    title: str
    text: str
    notes: tuple[str, ...] = ()


def clean(title: str, text: str, *, boilerplate: bool = True) -> Cleaned:
    """Title and text cleaned; with `boilerplate`, lines around the story (share, subscribe, ©) go, and are counted.

    Raises Refused for a text that is empty, binary or longer than MAX_CHARACTERS.
    """
    if len(text) > MAX_CHARACTERS or len(title) > MAX_CHARACTERS:
        raise Refused("too long", f"{len(text):,} characters; {MAX_CHARACTERS:,} at most")
    broken = len(_SURROGATES.findall(text)) + len(_CONTROL.findall(text)) + text.count("\ufffd")
    if broken > BROKEN_SHARE * len(text):
        raise Refused("binary or broken text", f"{broken:,} of {len(text):,} characters")
    notes = [f"{broken} broken or control characters replaced or removed"] if broken else []
    lines = [line for line in paragraph(text).split("\n") if line]
    if boilerplate:
        kept = [line for line in lines if not _BOILERPLATE.fullmatch(line)]
        if len(kept) < len(lines):
            notes.append(f"{len(lines) - len(kept)} lines around the story left out")
        lines = kept
    if not any(sign.isalnum() for line in lines for sign in line):
        raise Refused("no text")
    return Cleaned(words(title), "\n".join(lines), tuple(notes))


def words(text: str) -> str:
    """One line: what `paragraph` gives, with line feeds as spaces."""
    return " ".join(paragraph(text).split())


def paragraph(text: str) -> str:
    """NFC, one space for each run of spaces, one line feed for any break; nothing invisible, broken signs as U+FFFD."""
    whole = _INVISIBLE.sub("", _CONTROL.sub("", _SURROGATES.sub("\ufffd", text)))
    lines = _BREAK.sub("\n", unicodedata.normalize("NFC", whole)).split("\n")
    return "\n".join(_SPACES.sub(" ", line).strip() for line in lines).strip()
