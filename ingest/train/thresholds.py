"""From which probability each relation is claimed: chosen on the stories held out of training, never on the gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from schemas.ontology import relations

GRID = tuple(round(0.14 + 0.02 * step, 2) for step in range(34))
RATIOS = (0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
WEIGHT = 40.0
"""How many claims of the pooled curve a relation's own curve is mixed with: a rare relation leans on the others."""

HAIR = 0.005
"""F1 that is chance on so few stories. Of second statuses that are as good, more are claimed rather than fewer: an end
that goes unseen costs a reader more than one that stands beside its beginning."""

Article = Mapping[str, Any]
Compare = Callable[[Article, Article], tuple[Mapping[tuple[str, str], Counter[str]], Any, Any]]
"""`compare` of the gold's own script."""


def choose(gold: Sequence[Article], read: Sequence[Article], compare: Compare) -> dict[str, Any]:
    """`read` holds everything above the lowest of the grid, with every second status and its ratio left to be judged by
    confidence. Returns the content of thresholds.json: the best F1 of claims by relation, then the best of statuses."""
    curves = {name: [_counts(gold, read, compare, name, least) for least in GRID] for name in relations()}
    pooled = [sum((curve[at] for curve in curves.values()), Counter[str]()) for at in range(len(GRID))]
    best = {name: GRID[_peak(_mixed(curve, pooled))] for name, curve in curves.items()}
    kept = [_above(article, best) for article in read]
    ratios = {ratio: _status_f1(gold, kept, compare, ratio) for ratio in RATIOS}
    return {
        "relations": best,
        "second_status": min(ratio for ratio, f1 in ratios.items() if f1 >= max(ratios.values()) - HAIR),
        "chosen_on": {
            "stories": len(gold),
            "pooled": {str(least): round(_f1(count), 3) for least, count in zip(GRID, pooled, strict=True)},
            "claims_f1": round(_f1(sum((_counts(gold, kept, compare, name, 0.0) for name in best), Counter[str]())), 3),
            "statuses_f1": {str(ratio): round(value, 3) for ratio, value in ratios.items()},
        },
    }


def with_ratio(article: Article, ratio: float) -> dict[str, Any]:
    """The article with those second statuses that are at least `ratio` times as sure as the first."""
    surest: dict[tuple[str, str, str], float] = {}
    for claim in article["claims"]:
        key = _key(claim)
        surest[key] = max(surest.get(key, 0.0), claim["confidence"])
    claims = [c for c in article["claims"] if c["confidence"] >= min(1.0, ratio) * surest[_key(c)] - 1e-4]
    if ratio > 1:
        claims = [c for c in claims if c["confidence"] >= surest[_key(c)]]
    return {**article, "claims": claims}


def _above(article: Article, least: Mapping[str, float]) -> dict[str, Any]:
    """The claims whose relation is sure enough: a second status stays with its first."""
    sure = {_key(claim) for claim in article["claims"] if claim["confidence"] >= least[claim["relation"]]}
    return {**article, "claims": [claim for claim in article["claims"] if _key(claim) in sure]}


def _counts(
    gold: Sequence[Article], read: Sequence[Article], compare: Compare, name: str, least: float
) -> Counter[str]:
    total: Counter[str] = Counter()
    for theirs, ours in zip(gold, read, strict=True):
        first = with_ratio(ours, 1.01)["claims"]
        claims = [claim for claim in first if claim["relation"] == name and claim["confidence"] >= least]
        total.update(compare(theirs, {**ours, "claims": claims})[0].get(("claim", name), Counter()))
    return total


def _status_f1(gold: Sequence[Article], read: Sequence[Article], compare: Compare, ratio: float) -> float:
    total: Counter[str] = Counter()
    for theirs, ours in zip(gold, read, strict=True):
        total.update(compare(theirs, with_ratio(ours, ratio))[0].get(("status", "all"), Counter()))
    return _f1(total)


def _mixed(curve: Sequence[Counter[str]], pooled: Sequence[Counter[str]]) -> list[float]:
    """F1 by threshold, of a relation's own counts plus pooled ones that weigh as much as `WEIGHT` claims."""
    whole = max(1, pooled[0]["tp"] + pooled[0]["fn"])
    share = WEIGHT / whole
    return [
        _f1({part: own[part] + share * every[part] for part in ("tp", "fp", "fn")})
        for own, every in zip(curve, pooled, strict=True)
    ]


def _peak(values: Sequence[float]) -> int:
    """The middle of the stretch that is within a hair of the best: a lone peak is chance."""
    best = max(values)
    near = [at for at, value in enumerate(values) if value >= best - HAIR]
    return near[len(near) // 2]


def _f1(count: Mapping[str, float]) -> float:
    wrong = count.get("fp", 0) + count.get("fn", 0)
    return 2 * count.get("tp", 0) / (2 * count.get("tp", 0) + wrong) if count.get("tp", 0) else 0.0


def _key(claim: Mapping[str, Any]) -> tuple[str, str, str]:
    return claim["subject"], claim["relation"], claim["object"]
