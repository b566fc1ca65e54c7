"""A value found in a text, and what may be asked of several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """`text[start:end]` means `value`."""

    start: int
    end: int
    value: T

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


def longest(found: Iterable[Found[T]]) -> list[Found[T]]:
    """In the order of the text; of those that overlap the longest stands, of equals the first."""
    kept: list[Found[T]] = []
    for one in sorted(found, key=lambda one: (one.start, one.start - one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end - one.start > kept[-1].end - kept[-1].start:
            kept[-1] = one
    return kept
