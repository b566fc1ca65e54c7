"""Finds the weights of `decide`: `python -m ingest.resolve.fit [PAIRS.jsonl …]`, by default on our own pairs.

An L2-penalised logit, plain full-batch gradient steps (Adam) from zero: the outcome is the same each time. What it says
of itself comes from ten-fold cross-validation on the same pairs. Each pair of one family of names stays in one fold.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.resolve.decide import FILE, Weights, judged, named
from ingest.resolve.evidence import Evidence, gather
from schemas import aliases
from schemas.model import Verdict

FOLDS = 10
STEPS = 400
PENALTY = 1.0
SAME, DIFFERENT = 0.75, 0.4
VERSION = "names-1"


@dataclass(frozen=True)
class Example:
    """Evidence on a pair, and whether it is one actor."""

    evidence: Evidence
    same: bool


def examples(paths: Sequence[Path]) -> list[Example]:
    """The pairs of files in the shape of `data/pairs.jsonl`."""
    table = aliases.load()
    made = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            pair = json.loads(line)
            made.append(Example(gather(named(pair["a"]), named(pair["b"]), table), pair["same"]))
    return made


def learn(given: Sequence[Example]) -> dict[str, float]:
    """Feature -> weight. Pairs that one fact settles teach nothing and are left out."""
    kept = [one for one in given if one.evidence.settled in ("", "not same")]
    names = sorted({name for one in kept for name in one.evidence.features})
    place = {name: at for at, name in enumerate(names)}
    table = np.zeros((len(kept), len(names)))
    for row, one in enumerate(kept):
        for name, value in one.evidence.features.items():
            table[row, place[name]] = value
    found = _descend(table, np.array([float(one.same) for one in kept]))
    return {name: round(float(weight), 3) for name, weight in zip(names, found, strict=True) if abs(weight) >= 0.0005}


def _descend(table: npt.NDArray[np.float64], same: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    weights, first, second = np.zeros(table.shape[1]), np.zeros(table.shape[1]), np.zeros(table.shape[1])
    for step in range(1, STEPS + 1):
        odds = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (odds - same) + PENALTY * weights
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights -= 0.1 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def crossed(given: Sequence[Example]) -> list[tuple[Verdict, bool]]:
    """(verdict, truth) of each pair, by weights made without it."""
    found = []
    for fold in range(FOLDS):
        used = Weights(VERSION, SAME, DIFFERENT, learn([one for at, one in enumerate(given) if at % FOLDS != fold]))
        found += [(judged(one.evidence, used).verdict, one.same) for one in given[fold::FOLDS]]
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the weights and says how well they do."""
    folder = Path(__file__).with_name("data")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", nargs="*", type=Path, default=[folder / "pairs.jsonl"])
    options = parser.parse_args(arguments)
    given = examples(options.pairs)
    found = crossed(given)
    said = [truth for verdict, truth in found if verdict is Verdict.SAME]
    unsure = sum(verdict is Verdict.UNSURE for verdict, _ in found)
    made = {"version": VERSION, "same": SAME, "different": DIFFERENT, "weights": learn(given)}
    (folder / FILE).write_text(json.dumps(made, indent=0, ensure_ascii=False) + "\n", "utf-8")
    sys.stdout.write(
        f"{len(given)} pairs, crossed: precision of same {sum(said) / max(len(said), 1):.3f}, "
        f"recall {sum(said) / max(sum(truth for _, truth in found), 1):.3f}, unsure {unsure / max(len(found), 1):.3f}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
