"""Whether confidence means what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Calibration:
    """`error` is the expected calibration error over ten bins of equal width, None without claims; `sure` claims have a
    confidence of at least 0.9, `sure_right` of them are right."""

    error: float | None
    claims: int
    sure: int
    sure_right: int


def calibration(sureness: Sequence[tuple[float, bool]]) -> Calibration:
    """From (confidence, whether right) of each claim."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in sureness:
        bins[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    off = sum(abs(sum(confidence - right for confidence, right in one)) for one in bins)
    sure = [right for confidence, right in sureness if confidence >= SURE]
    return Calibration(off / len(sureness) if sureness else None, len(sureness), len(sure), sum(sure))
