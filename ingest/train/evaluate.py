"""A model folder run over annotated files, and scored by the gold's own script."""

from __future__ import annotations

import importlib.util
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from ingest.nlp.components import claims
from ingest.nlp.read import Reader
from schemas.convert import from_record
from schemas.errors import DataError
from schemas.model import Article

SAMPLES = 400
"""Of the bootstrap over articles; the interval leaves out one in forty at either end."""
FLOOR = 0.1
"""Claims below this are of no use in choosing thresholds."""
MEASURES = ("entity", "claim", "status")


def scorer(shared: Path) -> ModuleType:
    """`gold/score.py` of the shared folder, as a module. Raises DataError where it is missing."""
    path = shared / "gold" / "score.py"
    spec = importlib.util.spec_from_file_location("gold_score", path)
    if not path.exists() or spec is None or spec.loader is None:
        raise DataError(f"{path} is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Annotated articles of one file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def article_of(raw: Mapping[str, Any]) -> Article:
    """The article of an annotated line, without its annotation."""
    published = date.fromisoformat(raw["published"]) if raw.get("published") else None
    return Article(
        id=raw["id"], title=raw["title"] or "", text=raw["text"], lang=raw["lang"], publisher=raw.get("publisher"),
        published=published,
    )  # fmt: skip


def extract(
    raws: Iterable[Mapping[str, Any]], model: Path, *, threads: int, floor: float | None = None
) -> list[dict[str, Any]]:
    """What the reader finds, in the shape of the gold; with `floor` everything above it, whatever the thresholds."""
    settings = {claims.NAME: {"floor": floor}}
    reader = Reader(model=model, threads=threads, settings=settings)
    return [from_record(record) for record in reader.read_many(article_of(raw) for raw in raws)]


def table(score: ModuleType, gold: Sequence[Mapping[str, Any]], read: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Precision, recall, F1 of each measure, with a 95 % bootstrap interval, and of claims by relation."""
    by_id = {article["id"]: article for article in read}
    rows = [score.compare(article, by_id.get(article["id"], {})) for article in gold]
    return {measure: _measured(score, rows, measure) for measure in MEASURES}


def _measured(score: ModuleType, rows: Sequence[Any], measure: str) -> dict[str, Any]:
    parts = sorted({part for counts, _, _ in rows for m, part in counts if m == measure})
    out: dict[str, Any] = {}
    for part in parts:
        count: Counter[str] = score.total(rows, (measure, part))
        precision, recall, f1 = (round(value, 3) for value in score.prf(count))
        dice = random.Random(7)
        again = (score.total(dice.choices(rows, k=len(rows)), (measure, part)) for _ in range(SAMPLES))
        samples = sorted(score.prf(one)[2] for one in again)
        interval = [round(samples[at], 3) for at in (SAMPLES // 40 - 1, -SAMPLES // 40)]
        required = count["tp"] + count["fn"]
        out[part] = {"precision": precision, "recall": recall, "f1": f1, "required": required, "interval": interval}
    return out


def speed(raws: Sequence[Mapping[str, Any]], model: Path, *, threads: int) -> float:
    """Words a second, pipelines and model loaded before."""
    reader = Reader(model=model, threads=threads)
    articles = [article_of(raw) for raw in raws]
    list(reader.read_many(articles[:4] + articles[-4:]))
    began = time.perf_counter()
    list(reader.read_many(articles))
    return sum(len(article.body.split()) for article in articles) / (time.perf_counter() - began)


def printed(name: str, scores: Mapping[str, Any]) -> str:
    """A few lines for people."""
    lines = []
    for measure in MEASURES:
        for part, value in sorted(scores[measure].items(), key=lambda item: item[0] != "all"):
            numbers = "  ".join(f"{key} {value[key]:.3f}" for key in ("precision", "recall", "f1"))
            lo, hi = value["interval"]
            lines.append(f"{name:13} {measure:7} {part:14} {numbers}  ({lo:.2f}-{hi:.2f}) of {value['required']}")
    return "\n".join(lines)
