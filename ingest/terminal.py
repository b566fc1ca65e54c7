"""What may be shown on a terminal: no control signs, no broken characters, no passwords."""

from __future__ import annotations

import re
import unicodedata

_PASSWORD = re.compile(r"(?<=://)[^/\s:@]*:[^/\s]*@")
_LONG = 400


def printable(text: str) -> str:
    """One line of at most 400 characters: passwords of URLs hidden, control and direction signs escaped."""
    hidden = _PASSWORD.sub("***@", text)
    line = "".join(one if _harmless(one) else _escaped(one) for one in hidden)
    return line if len(line) <= _LONG else f"{line[: _LONG - 1]}…"


def _harmless(sign: str) -> bool:
    return sign == " " or unicodedata.category(sign)[0] not in "CZ" or sign in "\u00a0\u202f"


def _escaped(sign: str) -> str:
    return " " if sign in "\n\t" else sign.encode("unicode_escape").decode("ascii")
