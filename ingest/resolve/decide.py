"""Whether two names are one actor's: `decide`, from the names, the alias table and what is said around them.

A logit over named features (`evidence`), its weights made by `fit` on pairs of our own (`data/pairs.jsonl`). "same" and
"different" are said only beyond the thresholds in `data/weights.json`; between them it is "unsure".
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from ingest.resolve.evidence import Evidence, Named, gather, reasons
from schemas import aliases as tables
from schemas.aliases import AliasTable
from schemas.errors import InputError
from schemas.model import EntityType, Kind, Verdict

FILE = "weights.json"


@dataclass(frozen=True, slots=True)
class Decision:
    """`score` is the probability that both are one, 0 to 1; `reasons` say what weighed most, heaviest first."""

    verdict: Verdict
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Feature -> weight; from `same` up it is one actor, below `different` it is two."""

    version: str
    same: float
    different: float
    features: Mapping[str, float]


@cache
def weights() -> Weights:
    """Those that ship."""
    raw = json.loads(resources.files("ingest.resolve").joinpath("data", FILE).read_text("utf-8"))
    return Weights(raw["version"], raw["same"], raw["different"], raw["weights"])


def decide(
    a: Named | Mapping[str, Any],
    b: Named | Mapping[str, Any],
    *,
    aliases: AliasTable | None = None,
    by: Weights | None = None,
) -> Decision:
    """Same, different or unsure; the same for (b, a).

    A mapping has "name" and "type", and may have "kind", "lang", "context". Raises InputError where it has not.
    """
    table = tables.load() if aliases is None else aliases
    used = by or weights()
    one, other = sorted((named(a), named(b)), key=lambda side: (side.name, side.context, side.type))
    return judged(gather(one, other, table), used)


def judged(evidence: Evidence, used: Weights) -> Decision:
    """The decision that evidence leads to."""
    if evidence.settled == "different":
        return Decision(Verdict.DIFFERENT, 0.01, (evidence.why,))
    if evidence.settled == "same":
        return Decision(Verdict.SAME, 0.98, (evidence.why,))
    score = probability(evidence.features, used.features)
    why = (f"names: {evidence.relation}", *reasons(evidence, dict(used.features)))
    if evidence.settled == "not same":
        score, why = min(score, used.same - 0.01), (evidence.why, *why)
    if score >= used.same:
        return Decision(Verdict.SAME, score, why)
    return Decision(Verdict.DIFFERENT if score < used.different else Verdict.UNSURE, score, why)


def probability(features: Mapping[str, float], known: Mapping[str, float]) -> float:
    """Logistic of the weighted sum, rounded to four places."""
    total = sum(known.get(name, 0.0) * value for name, value in features.items())
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)


def named(value: Named | Mapping[str, Any]) -> Named:
    """The name with its context. Raises InputError for a mapping of another shape."""
    if isinstance(value, Named):
        return value
    name = value.get("name")
    if not isinstance(name, str) or not name.strip():
        raise InputError(f"'name' must be a text that is not empty, not {name!r}")
    try:
        kind = value.get("kind")
        return Named(
            name,
            EntityType(value.get("type", "")),
            Kind(kind) if kind else None,
            value.get("lang"),
            value.get("context") or "",
        )
    except ValueError as error:
        raise InputError(f"{name}: {error}") from None
