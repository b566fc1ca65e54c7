"""JSON Lines: one record a line, from a file or from standard input. A bad line costs that line only."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingest.sources.base import Draft, Failure, Refused, opened, unreadable
from schemas import wire
from schemas.errors import InputError
from schemas.wire import ArticleIn, M

MAX_LINE = 32_000_000
"""Bytes; what follows on a longer line is passed over without being held."""
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Articles, or with another `model` (a child of ArticleIn) articles with more."""

    model: type[ArticleIn] = ArticleIn
    extensions: frozenset[str] = frozenset({".jsonl", ".ndjson"})

    def read(self, path: Path) -> Iterator[Draft | Failure]:
        try:
            with opened(path) as file:
                yield from self.stream(file, str(path))
        except Refused as error:
            yield Failure.of(str(path), error)
        except OSError as error:
            yield unreadable(path, error)

    def stream(self, file: BinaryIO, name: str) -> Iterator[Draft | Failure]:
        """Records of an open file; `name` stands for it in places."""
        for one in records(file, name, self.model):
            yield one if isinstance(one, Failure) else Draft(*one)

    def count(self, path: Path) -> int:
        try:
            with opened(path) as file:
                return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) or 1
        except (Refused, OSError):
            return 1

    def close(self) -> None:
        """Nothing to let go of."""


def records(file: BinaryIO, name: str, model: type[M]) -> Iterator[tuple[str, M] | Failure]:
    """(place, record) of each line that is not blank, or what is wrong with it; `name` is the file's name in places."""
    for number, line in enumerate(_lines(file), 1):
        place = f"{name}:{number}"
        bare = line.removeprefix(_BOM) if number == 1 else line
        if not bare.strip():
            continue
        try:
            yield place, wire.parse(model, _value(bare))
        except Refused as error:
            yield Failure.of(place, error)
        except InputError as error:
            yield Failure(place, "not a record", str(error))


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines with their line feed; one that is too long is given cut, without a line feed, and passed over."""
    read: Callable[[], bytes] = lambda: file.readline(MAX_LINE + 1)  # noqa: E731
    for line in iter(read, b""):
        yield line
        while len(line) > MAX_LINE and not line.endswith(b"\n"):
            line = read()


def _value(line: bytes) -> object:
    """The JSON value of a line. Raises Refused."""
    if len(line) > MAX_LINE:
        raise Refused("too long", f"a line of more than {MAX_LINE / 1_000_000:g} MB")
    try:
        text = line.decode("utf-8")
        value: object = json.loads(text, parse_constant=_no_number)
        if _SURROGATE.search(line):  # half a pair cannot be stored: it becomes U+FFFD here
            whole = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass").decode("utf-8", "replace")
            value = json.loads(whole)
    except UnicodeDecodeError as error:
        raise Refused("not UTF-8", f"byte {error.start + 1} of the line") from None
    except json.JSONDecodeError as error:
        raise Refused("not JSON", f"{error.msg}, column {error.colno}") from None
    except RecursionError:
        raise Refused("not JSON", "nested too deeply") from None
    except ValueError as error:
        raise Refused("not JSON", str(error)) from None
    return value


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")
