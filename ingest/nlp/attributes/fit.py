"""Finds the weights of `rank`: `python -m ingest.nlp.attributes.fit FOLDER [--every]` on annotated stories.

Without `--every` on their half "seen" alone, so that `measure` can judge the rules on the other; those shipped are made
on every story.

A conditional logit with a "none" choice, L2-penalised; plain full-batch gradient steps (Adam) from zero, so the outcome
is the same each time. The threshold is the one with the best F1 in five-fold cross-validation on the same stories.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.nlp.attributes import amount, date, speaker, stake, title
from ingest.nlp.attributes.measure import HALVES, Case, cases, right
from ingest.nlp.attributes.rank import Features, Weights, best
from ingest.nlp.attributes.text import Window, window
from schemas import ontology

FOLDS = 5
STEPS = 150
RARE = 3
"""A feature of fewer choices than this is left out."""


@dataclass(frozen=True)
class Choice:
    """One claim: its candidates' features, which of them are right, and whether there is something to be found."""

    features: list[Features]
    values: list[Any]
    right: list[bool]
    given: bool


@dataclass(frozen=True)
class Task:
    """How the candidates of an attribute are made, and for which relations."""

    find: Callable[[Window], Sequence[Any]]
    describe: Callable[[Window, Any], list[Features]]
    applies: Callable[[str], bool]
    penalty: float = 1.0


def _carries(attribute: str) -> Callable[[str], bool]:
    return lambda relation: attribute in ontology.relation(relation).attributes


TASKS = {
    "amount": Task(amount.candidates, amount.features, _carries("amount"), 2.0),
    "stake_percent": Task(stake.candidates, stake.features, _carries("stake"), 4.0),
    "title": Task(title.candidates, title.features, _carries("title"), 2.0),
    "attributed_to": Task(speaker.candidates, speaker.features, lambda relation: True, 0.5),
    "date": Task(date.candidates, date.features, lambda relation: True, 2.0),
}


def choices(found: Sequence[Case], attribute: str, task: Task) -> list[Choice]:
    """Every claim that may carry the attribute."""
    made = []
    for case in found:
        if not task.applies(case.context.relation):
            continue
        around = window(case.context)
        candidates = list(task.find(around))
        gold = case.gold.get(attribute)
        hits = [gold is not None and right(case, attribute, one.value) for one in candidates]
        values = [one.value for one in candidates]
        made.append(Choice(task.describe(around, candidates), values, hits, gold is not None))
    return made


def learn(given: Sequence[Choice], penalty: float) -> dict[str, float]:
    """Weights that make the right choices likely."""
    counts = Counter(name for one in given for name in frozenset().union(*one.features))
    names = sorted(name for name, count in counts.items() if count >= RARE)
    place = {name: at for at, name in enumerate(names)}
    rows = [(group, one, at) for group, choice in enumerate(given) for at, one in enumerate(choice.features)]
    columns = [[place[name] for name in one if name in place] for _, one, _ in rows]
    flat = np.concatenate([np.array(one, dtype=np.int64) for one in columns])
    owner = np.repeat(np.arange(len(rows)), [len(one) for one in columns])
    group = np.array([one[0] for one in rows])
    good = np.array([given[one[0]].right[one[2]] for one in rows])
    none_good = np.array([not any(one.right) for one in given])
    weights = _descend(flat, owner, group, good, none_good, len(names), penalty)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True) if abs(weight) >= 0.0005}


def _descend(
    flat: npt.NDArray[np.int64],
    owner: npt.NDArray[np.int64],
    group: npt.NDArray[np.int64],
    good: npt.NDArray[np.bool_],
    none_good: npt.NDArray[np.bool_],
    size: int,
    penalty: float,
) -> npt.NDArray[np.float64]:
    weights, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        scores = np.clip(np.bincount(owner, weights[flat], len(group)), -30, 30)
        odds = np.exp(scores)
        every = 1.0 + np.bincount(group, odds, len(none_good))
        fitting = none_good + np.bincount(group, odds * good, len(none_good))
        wanted = np.where(good, odds / np.maximum(fitting, 1e-12)[group], 0.0)
        slope = np.bincount(flat, (odds / every[group] - wanted)[owner], size) + penalty * weights
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights -= 0.1 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def f1_by_threshold(given: Sequence[Choice], penalty: float) -> dict[float, float]:
    """Threshold -> F1 in cross-validation."""
    judged: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        weights = Weights(0.0, learn([one for at, one in enumerate(given) if at % FOLDS != fold], penalty))
        for one in given[fold::FOLDS]:
            chosen = best(one.features, one.values, weights)
            if chosen:
                judged.append((chosen[1], one.right[chosen[0]]))
    wanted = sum(one.given for one in given)
    scores = {}
    for threshold in np.arange(0.1, 0.8, 0.05):
        passed = [hit for probability, hit in judged if probability >= threshold]
        scores[round(float(threshold), 2)] = 2 * sum(passed) / max(len(passed) + wanted, 1)
    return scores


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the weights of each attribute and says how well they do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=TASKS)
    parser.add_argument("--every", action="store_true", help="learn from both halves, as for a release")
    options = parser.parse_args(arguments)
    made_on = "every" if options.every else HALVES[0]
    known = [
        case
        for case in cases(sorted(options.folder.glob("*.jsonl")))
        if not case.gold["optional"] and made_on in ("every", case.half)
    ]
    for attribute in [options.only] if options.only else TASKS:
        task = TASKS[attribute]
        given = choices(known, attribute, task)
        scores = f1_by_threshold(given, task.penalty)
        threshold = max(scores, key=lambda one: scores[one])
        weights = learn(given, task.penalty)
        file = Path(__file__).with_name("weights") / f"{attribute}.json"
        file.parent.mkdir(exist_ok=True)
        made = {"made_on": made_on, "threshold": threshold, "weights": weights}
        file.write_text(json.dumps(made, indent=0, ensure_ascii=False) + "\n")
        reach = sum(any(one.right) for one in given) / max(sum(one.given for one in given), 1)
        sys.stdout.write(
            f"{attribute}: {len(given)} claims, right value among candidates {reach:.3f}, "
            f"F1 {scores[threshold]:.3f} at {threshold}, {len(weights)} weights\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
