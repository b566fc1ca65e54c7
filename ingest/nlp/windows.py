"""How a long text is cut for an encoder that sees a bounded number of pieces, and joined again."""

from __future__ import annotations

PIECES = 510
"""Pieces of text in one window; the encoder adds a start and an end piece."""
STRIDE = 380
"""Pieces between the starts of two windows: each joint is seen from both sides with at least 65 pieces of context."""


def windows(count: int, *, pieces: int = PIECES, stride: int = STRIDE) -> list[tuple[int, int]]:
    """Half-open piece ranges that cover ``range(count)`` in order; one empty range for an empty text."""
    if count <= pieces:
        return [(0, count)]
    cuts = []
    start = 0
    while start + pieces < count:
        cuts.append((start, start + pieces))
        start += stride
    cuts.append((start, count))
    return cuts
