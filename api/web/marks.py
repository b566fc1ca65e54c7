"""An article's text cut where its claims' quotes begin and end, so that each part can be marked with its claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from api.overview import Told


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of the text, the claims whose quotes cover it, and those whose quotes end with it."""

    text: str
    within: tuple[Told, ...] = ()
    ending: tuple[Told, ...] = ()


def pieces(body: str, told: Sequence[Told], start: int, end: int) -> list[Piece]:
    """`body[start:end]` in pieces that together are the whole of it."""
    here = [one for one in told if one.claim.quote.start < end and one.claim.quote.end > start]
    cuts = {start, end}
    for one in here:
        cuts |= {max(start, one.claim.quote.start), min(end, one.claim.quote.end)}
    order = sorted(cuts)
    return [_piece(body, here, first, last) for first, last in pairwise(order)]


def _piece(body: str, told: Sequence[Told], start: int, end: int) -> Piece:
    within = tuple(one for one in told if one.claim.quote.start <= start and one.claim.quote.end >= end)
    return Piece(body[start:end], within, tuple(one for one in within if one.claim.quote.end == end))
