"""Plain text files: one article each, the first line is the title if it looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.sources.base import Draft, Failure, Refused, unreadable, within
from ingest.sources.encoding import decoded
from schemas.wire import ArticleIn

MAX_BYTES = 4_000_000
LONGEST_TITLE = 200
"""Characters; a longer first line is the story's first paragraph."""
WRAPPED = (40, 110)
"""Characters of a line that an editor broke for its width."""

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_BREAK = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class TextFiles:
    """Files of plain text."""

    extensions: frozenset[str] = frozenset({".txt", ".text", ".md"})

    def read(self, path: Path) -> Iterator[Draft | Failure]:
        try:
            text, notes = decoded(within(path, limit=MAX_BYTES))
        except Refused as error:
            yield Failure.of(str(path), error)
        except OSError as error:
            yield unreadable(path, error)
        else:
            title, body = parted(text)
            yield Draft(str(path), ArticleIn(title=title, text=body), path.stem, notes)

    def count(self, path: Path) -> int:
        return 1

    def close(self) -> None:
        """Nothing to let go of."""


def parted(text: str) -> tuple[str, str]:
    """Title and text; no title where the first line is long, or is all there is."""
    whole = _unwrapped(_BREAK.sub("\n", text).strip())
    first, _, rest = whole.partition("\n")
    if len(first) > LONGEST_TITLE or not rest.strip():
        return "", whole
    return first.removeprefix("# ").strip(), rest.strip()


def _unwrapped(text: str) -> str:
    """Paragraphs on one line each, where blank lines part them and their lines were broken for width."""
    blocks = [block.split("\n") for block in _BLANK.split(text)]
    inner = [line for block in blocks for line in block[:-1]]
    low, high = WRAPPED
    if len(blocks) < 2 or not inner or sum(low <= len(line) <= high for line in inner) < 0.8 * len(inner):
        return text
    return "\n".join(" ".join(line.strip() for line in block) for block in blocks)
