"""Near copies: one agency text in several papers is one origin. Bands find candidates, exact overlap decides.

MinHash with banding (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3), written out:
a store keeps the bands, so they must not change with a library's version, and the usual one loads SciPy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

SHINGLE = 3
"""Words in a shingle."""
BANDS, ROWS = 32, 3
"""Texts that share half of their shingles meet in a band with probability 0.986, those that share 5 % with 0.004."""
THRESHOLD = 0.5
"""From this Jaccard similarity of shingles on a text is a near copy; one word in twenty changed still gives 0.6."""
LEAST = 20
"""Shingles that a text must have: below, likeness is chance, and only equal texts are copies (the store finds them)."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text by its shingles and the bands under which near copies meet; no bands where it is too short to compare."""

    id: str
    shingles: frozenset[str]
    bands: tuple[int, ...]


def sketch(id_: str, text: str) -> Sketch:
    """The sketch of a text; bands are 63-bit hashes, the same on every machine."""
    parts = shingles(text)
    if len(parts) < LEAST:
        return Sketch(id_, parts, ())
    hashes = np.fromiter((_hash(part.encode("utf-8")) for part in parts), dtype=np.uint64, count=len(parts))
    least = np.array([(hashes * factor + addend).min() >> np.uint64(32) for factor, addend in _FUNCTIONS], dtype="<u8")
    return Sketch(id_, parts, tuple(_band(number, least) for number in range(BANDS)))


def shingles(text: str) -> frozenset[str]:
    """Runs of three words, case and punctuation aside."""
    words = _WORD.findall(text.casefold())
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared part of all shingles, 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 0.0


def near_copies(sketches: Sequence[Sketch], stored: Sequence[Sketch]) -> list[tuple[str, ...]]:
    """For each sketch the ids of near copies among `stored` and among those before it, in code-point order.

    How texts are grouped into batches changes nothing: near copies share a band and reach the threshold.
    """
    return [
        tuple(sorted({other.id for other in (*stored, *sketches[:number]) if _near(one, other)}))
        for number, one in enumerate(sketches)
    ]


def _near(one: Sketch, other: Sketch) -> bool:
    return (
        one.id != other.id
        and not set(one.bands).isdisjoint(other.bands)
        and jaccard(one.shingles, other.shingles) >= THRESHOLD
    )


def _hash(data: bytes) -> int:
    """64 bits that depend on the data alone."""
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")


def _band(number: int, least: npt.NDArray[np.uint64]) -> int:
    return _hash(bytes([number]) + least[number * ROWS : (number + 1) * ROWS].tobytes()) >> 1


# Multiply-add hash functions over 64 bits, of which the upper half is used; fixed, since a store keeps what they give.
_FUNCTIONS = [
    (np.uint64(_hash(b"factor %d" % number) | 1), np.uint64(_hash(b"addend %d" % number)))
    for number in range(BANDS * ROWS)
]
