"""The figures of many articles: JSON values, rounded to three places."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ingest.scoring.attributes import ATTRIBUTES
from ingest.scoring.calibration import calibration
from ingest.scoring.compare import ALL, MEASURES, Attribute, Row

SAMPLES = 400
SEED = 7
Json = dict[str, Any]


def report(rows: Sequence[Row]) -> Json:
    """For each measure its parts ("all" first, with a 95 % interval over articles); each attribute; calibration."""
    dice = random.Random(SEED)
    figures: Json = {"articles": len(rows), "not_read": sum(not row.read for row in rows)}
    for measure in MEASURES:
        parts = sorted({part for row in rows for name, part in row.counts if name == measure and part != ALL})
        figures[measure] = {part: _part(rows, measure, part) for part in (ALL, *parts)}
        figures[measure][ALL]["interval"] = _interval(rows, measure, dice)
    for name in ATTRIBUTES:
        total = sum((row.attributes[name] for row in rows), Attribute())
        figures[name] = {"right": total.right, "of": total.of, "extra": total.extra}
    figures["confidence"] = _calibration(rows)
    return figures


def by_language(rows: Sequence[tuple[str, Row]]) -> Mapping[str, Json]:
    """A report for each language, and one for all where there are several."""
    languages = sorted({lang for lang, _ in rows})
    reports = {lang: report([row for other, row in rows if other == lang]) for lang in languages}
    return reports if len(languages) < 2 else {**reports, ALL: report([row for _, row in rows])}


def f1(count: Mapping[str, int]) -> tuple[float, float, float]:
    """Precision, recall and F1 of tp, fp, fn; 0 where they are not defined."""
    tp, fp, fn = (count.get(name, 0) for name in ("tp", "fp", "fn"))
    precision, recall = tp / (tp + fp) if tp + fp else 0.0, tp / (tp + fn) if tp + fn else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _part(rows: Sequence[Row], measure: str, part: str) -> Json:
    count = _total([row.counts.get((measure, part), {}) for row in rows])
    precision, recall, both = f1(count)
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(both, 3),
        "required": count["tp"] + count["fn"],
        "found": count["tp"] + count["fp"],
    }


def _interval(rows: Sequence[Row], measure: str, dice: random.Random) -> list[float]:
    counts: list[Mapping[str, int]] = [row.counts.get((measure, ALL), {}) for row in rows]
    drawn = sorted(f1(_total(dice.choices(counts, k=len(counts))))[2] for _ in range(SAMPLES))
    return [round(drawn[at], 3) for at in (SAMPLES // 40 - 1, SAMPLES - SAMPLES // 40 - 1)]


def _calibration(rows: Sequence[Row]) -> Json:
    found = calibration([one for row in rows for one in row.sureness])
    error = None if found.error is None else round(found.error, 3)
    return {"calibration_error": error, "claims": found.claims, "sure": found.sure, "sure_right": found.sure_right}


def _total(counts: Sequence[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return total
