"""From bytes to text: what a byte order mark says, else UTF-8, else a guess that is noted."""

from __future__ import annotations

import codecs

from ingest.sources.base import Refused

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆáíóúñãõåøßÁÍÓÚÑÅØšžŠŽ«»‹›‘’‚“”„–—…€£°§©®™·• \u00a0\u00ad²³½¼×")
"""What French and English texts hold beyond ASCII; a general guess takes "è" in a short text for the "č" of cp1250."""
GUESSED_FROM = 100_000
"""Bytes that a guess looks at."""


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text and a note where its encoding was guessed. Raises Refused for binary data and unknown encodings."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), ()
            except UnicodeDecodeError:
                raise Refused("binary or broken text", f"begins like {encoding} and is not") from None
    if b"\x00" in data:
        raise Refused("binary or broken text", "it holds zero bytes")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _guessed(data)


def _guessed(data: bytes) -> tuple[str, tuple[str, ...]]:
    western = data.decode("cp1252", "replace")
    foreign = [sign for sign in western if sign > "\x7f" and sign not in WESTERN]
    if not foreign:
        return western, ("not UTF-8: read as cp1252",)
    from charset_normalizer import from_bytes  # late: most files are UTF-8

    best = from_bytes(data[:GUESSED_FROM]).best()
    if best is None:
        raise Refused("unknown encoding", "neither UTF-8 nor any encoding that fits")
    try:
        return data.decode(best.encoding), (f"not UTF-8: read as {best.encoding}",)
    except UnicodeDecodeError:
        raise Refused("unknown encoding", f"begins like {best.encoding}, but is not") from None
