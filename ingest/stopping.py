"""Stopping between articles: the first SIGINT or SIGTERM lets the current batch be stored, the second ends at once."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stopping() -> Iterator[Callable[[], str]]:
    """A function that says by which signal the run was asked to stop, or nothing. Only for the main thread."""
    asked: list[str] = []
    former = {number: signal.getsignal(number) for number in SIGNALS}

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.append(signal.Signals(number).name)
        for one, handler in former.items():
            signal.signal(one, handler)

    for number in SIGNALS:
        signal.signal(number, ask)
    try:
        yield lambda: asked[0] if asked else ""
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
