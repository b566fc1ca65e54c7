"""From the paths that a user gives to drafts: files, folders (walked in order of name), `-` for standard input."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from ingest.sources.base import Draft, Failure, Source, unreadable
from ingest.sources.jsonl import JsonLines
from schemas.errors import InputError

STDIN = "-"


@dataclass(slots=True)
class Files:
    """Everything under `paths`. `aside` counts files met in folders whose ending no source knows."""

    paths: Sequence[str]
    sources: Sequence[Source]
    stdin: BinaryIO
    lines: JsonLines = field(default_factory=JsonLines)
    """How standard input is read."""
    aside: int = field(default=0, init=False)

    def __enter__(self) -> Files:
        return self

    def __exit__(self, *_: object) -> None:
        for source in self.sources:
            source.close()

    def check(self) -> None:
        """Raises InputError where not one of the paths exists."""
        missing = [path for path in self.paths if path != STDIN and not Path(path).exists()]
        if len(missing) == len(self.paths):
            raise InputError(f"no such file or folder: {', '.join(missing)}" if missing else "no input")

    def drafts(self) -> Iterator[Draft | Failure]:
        """All drafts, in the order of the paths."""
        self.aside = 0
        for path in self.paths:
            if path == STDIN:
                yield from self.lines.stream(self.stdin, "standard input")
                continue
            for file in self._walk(Path(path)):
                if isinstance(file, Failure):
                    yield file
                elif source := self._source(file):
                    yield from source.read(file)

    def total(self) -> int | None:
        """About how many articles there are, None where standard input is among the paths."""
        if STDIN in self.paths:
            return None
        files = [file for path in self.paths for file in self._walk(Path(path))]
        return sum(1 if isinstance(one, Failure) else self._count(one) for one in files)

    def _count(self, file: Path) -> int:
        source = self._source(file)
        return source.count(file) if source else 0

    def _source(self, file: Path) -> Source | None:
        ending = file.suffix.lower()
        return next((one for one in self.sources if ending in one.extensions), None)

    def _walk(self, path: Path) -> Iterator[Path | Failure]:
        if not path.is_dir():
            if self._source(path):
                yield path
            else:
                known = ", ".join(sorted(ending for one in self.sources for ending in one.extensions))
                yield Failure(str(path), "unknown kind of file", f"known endings: {known}")
            return
        failures: list[Failure] = []
        walk = os.walk(path, onerror=lambda error: failures.append(unreadable(error.filename, error)))
        for folder, folders, names in walk:
            yield from failures
            failures.clear()
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(name for name in names if not name.startswith(".")):
                file = Path(folder, name)
                if self._source(file):
                    yield file
                else:
                    self.aside += 1
        yield from failures
