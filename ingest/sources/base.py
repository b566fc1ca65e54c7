"""What every source gives: drafts of articles, and failures with their place. A source never raises for a bad input."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from schemas.errors import InputError
from schemas.wire import ArticleIn


class Refused(InputError):
    """One input cannot be used: `reason` in words that are counted, `detail` what is special about this one."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(f"{reason}: {detail}" if detail else reason)


@dataclass(frozen=True, slots=True)
class Failure:
    """One input that was not used, where it stands (file, or file:line), and why."""

    place: str
    reason: str
    detail: str = ""

    @classmethod
    def of(cls, place: str, error: InputError) -> Failure:
        """The failure that an error means at a place."""
        if isinstance(error, Refused):
            return cls(place, error.reason, error.detail)
        return cls(place, "not usable", str(error))

    def __str__(self) -> str:
        return ": ".join(part for part in (self.place, self.reason, self.detail) if part)


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as it came in. `stem` is the name of its file where that helps to tell it from others."""

    place: str
    record: ArticleIn
    stem: str = ""
    notes: tuple[str, ...] = ()


class Source(Protocol):
    """One kind of file."""

    @property
    def extensions(self) -> frozenset[str]:
        """File name endings, lower case, with the dot."""
        ...

    def read(self, path: Path) -> Iterator[Draft | Failure]:
        """What the file holds, one by one; a file that cannot be read is one Failure."""
        ...

    def count(self, path: Path) -> int:
        """About how many articles the file holds, for a progress bar; never raises."""
        ...

    def close(self) -> None:
        """Let go of what reading needed."""
        ...


def unreadable(path: object, error: OSError) -> Failure:
    """The failure of a file that the system does not let us read."""
    return Failure(str(path), "cannot be read", error.strerror or type(error).__name__)


def opened(path: Path) -> BinaryIO:
    """A plain file, open. Raises Refused for anything else (a pipe or device might never end); OSError."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise Refused("cannot be read", "no plain file")
    return path.open("rb")


def within(path: Path, *, limit: int) -> bytes:
    """The bytes of a file. Raises Refused for one longer than `limit` bytes, or that is no plain file; OSError."""
    with opened(path) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Refused("too long", f"more than {limit / 1_000_000:g} MB")
    return data
