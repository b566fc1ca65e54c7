"""Directed scores of answers about given pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ingest.scoring.compare import ALL
from schemas.ontology import relation


class Tie(NamedTuple):
    """A relation between two names, and whether the first is its subject."""

    relation: str
    forward: bool


def tie(name: str, *, forward: bool) -> Tie:
    """The tie; either order of a symmetric relation is the same one. Raises DataError for an unknown relation."""
    return Tie(name, forward or relation(name).symmetric)


def counts(pairs: Iterable[tuple[Tie | None, Tie | None]]) -> Mapping[str, Counter[str]]:
    """(gold, answer) of each pair, None for no relation → relation or "all" → tp, fp, fn.

    A wrong relation, or the right one the wrong way round, is both an answer too many and one that is missing.
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for gold, answer in pairs:
        if gold is not None and gold == answer:
            outcomes = [(gold, "tp")]
        else:
            outcomes = [(one, name) for one, name in ((answer, "fp"), (gold, "fn")) if one is not None]
        for one, outcome in outcomes:
            found[ALL][outcome] += 1
            found[one.relation][outcome] += 1
    return found
