"""Saved web pages: the article in them is found by trafilatura, in a process that is killed when it takes too long."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from ingest.sources import html_worker
from ingest.sources.base import Draft, Failure, Refused, unreadable, within
from schemas import dates, wire
from schemas.errors import InputError
from schemas.wire import ArticleIn

MAX_BYTES = 10_000_000
SECONDS = 2.0
"""For one page; the slowest ordinary page takes a tenth of that."""
LEAST_TEXT = 100
"""Characters; less is a menu or a notice, not an article."""
SECONDS_TO_START = 60.0


@dataclass(slots=True)
class HtmlFiles:
    """Files of HTML. `seconds` bounds the work on one page."""

    extensions: frozenset[str] = frozenset({".html", ".htm", ".xhtml"})
    seconds: float = SECONDS
    _worker: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def read(self, path: Path) -> Iterator[Draft | Failure]:
        try:
            page = within(path, limit=MAX_BYTES)
            yield Draft(str(path), self.article(page), path.stem)
        except OSError as error:
            yield unreadable(path, error)
        except InputError as error:
            yield Failure.of(str(path), error)

    def count(self, path: Path) -> int:
        return 1

    def article(self, page: bytes) -> ArticleIn:
        """The article in a page. Raises Refused where there is none, or the page takes too long or too much."""
        if not page.strip():
            raise Refused("no text")
        found = self._ask(page)
        if "error" in found:
            raise Refused("the page cannot be taken apart", found["error"])
        if len(found.get("text", "")) < LEAST_TEXT:
            raise Refused("no article in the page")
        found["text"] = _without_title(found["text"], found.get("title", ""))
        day = _day(found.pop("date", ""))
        return wire.parse(ArticleIn, {**found, "published": day})

    def close(self) -> None:
        """End the process, if there is one."""
        if self._worker is not None:
            self._worker.kill()
            self._worker.wait()
            for stream in (self._worker.stdin, self._worker.stdout):
                _close(stream)
            self._worker = None

    def _ask(self, page: bytes) -> dict[str, str]:
        worker = self._started()
        answer = self._answer(worker, page, self.seconds)
        if answer is None:
            self.close()
            raise Refused("the page took too long or too much memory", f"more than {self.seconds:g} seconds or 2 GB")
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        if self._worker is None:
            command = [sys.executable, "-P", "-m", html_worker.__name__]  # -P: nothing from the working folder
            self._worker = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            if self._answer(self._worker, None, SECONDS_TO_START) is None:
                self.close()
                raise Refused("the page cannot be taken apart", "its process does not start")
        return self._worker

    def _answer(self, worker: subprocess.Popen[bytes], page: bytes | None, seconds: float) -> dict[str, str] | None:
        """The next answer, None where the process ended or had to be killed."""
        timer = threading.Timer(seconds, worker.kill)  # also where pipes cannot be waited for with a time limit
        timer.start()
        try:
            if page is not None:
                stdin = cast(BinaryIO, worker.stdin)
                stdin.write(len(page).to_bytes(4, "big") + page)
                stdin.flush()
            data = html_worker.read(cast(BinaryIO, worker.stdout))
        except OSError:
            return None
        finally:
            timer.cancel()
        return None if data is None else cast("dict[str, str]", json.loads(data))


def _day(text: str) -> str | None:
    """The date where it is one: a page's own date is a hint, so a bad one costs the date and not the page."""
    try:
        return dates.day(text).isoformat()
    except InputError:
        return None


def _close(stream: Any) -> None:
    try:
        stream.close()
    except OSError:  # the pipe of a process that is gone
        return


def _without_title(text: str, title: str) -> str:
    """The text without a first line that only repeats the title."""
    first, _, rest = text.partition("\n")
    return rest if rest and title and " ".join(first.split()) == " ".join(title.split()) else text
