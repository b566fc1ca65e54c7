"""How well `decide` does on pairs that people judged: precision and recall of "same", and how much is left open."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.resolve.decide import Decision, decide
from ingest.sources.base import Failure
from schemas.aliases import AliasTable
from schemas.errors import InputError
from schemas.model import Verdict


@dataclass(frozen=True, slots=True)
class Measured:
    """One pair, what was decided, and how long it took (seconds)."""

    id: str
    names: tuple[str, str]
    same: bool
    why: str
    hard: str
    decision: Decision
    seconds: float

    @property
    def wrong(self) -> bool:
        """Whether the verdict is the other one than the truth; unsure is not wrong."""
        return self.decision.verdict is (Verdict.DIFFERENT if self.same else Verdict.SAME)


def measured(lines: Iterable[str], name: str, aliases: AliasTable) -> Iterator[Measured | Failure]:
    """One answer for each line of {"a", "b", "same", "why", "hard"}; `name` stands for the file in places."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _one(json.loads(line), f"{name}:{number}", aliases)
            except (InputError, ValueError, RecursionError) as error:
                yield Failure(f"{name}:{number}", "no pair", str(error))


def _one(pair: Any, place: str, aliases: AliasTable) -> Measured:
    if not isinstance(pair, dict) or not isinstance(pair.get("a"), dict) or not isinstance(pair.get("b"), dict):
        raise InputError("a pair is an object with two objects 'a' and 'b'")
    if not isinstance(pair.get("same"), bool):
        raise InputError("'same' must be true or false")
    start = time.perf_counter()
    decision = decide(pair["a"], pair["b"], aliases=aliases)
    seconds = time.perf_counter() - start
    names = pair["a"]["name"], pair["b"]["name"]
    return Measured(
        str(pair.get("id", place)),
        names,
        pair["same"],
        str(pair.get("why", "")),
        str(pair.get("hard", "")),
        decision,
        seconds,
    )


def figures(pairs: Sequence[Measured]) -> dict[str, Any]:
    """Precision and recall of same (None where nothing counts), share unsure, wrong verdicts either way."""
    said = [one for one in pairs if one.decision.verdict is Verdict.SAME]
    right = sum(one.same for one in said)
    true = sum(one.same for one in pairs)
    unsure = sum(one.decision.verdict is Verdict.UNSURE for one in pairs)
    return {
        "pairs": len(pairs),
        "same": true,
        "said_same": len(said),
        "precision": round(right / len(said), 4) if said else None,
        "recall": round(right / true, 4) if true else None,
        "unsure": round(unsure / len(pairs), 4) if pairs else None,
        "false_same": len(said) - right,
        "false_different": sum(one.wrong and one.same for one in pairs),
    }


def report(pairs: Sequence[Measured], *, slowest: int) -> dict[str, Any]:
    """Figures of all, by `why` and by `hard`; the slowest pairs, in milliseconds."""
    by: dict[str, dict[str, list[Measured]]] = {"why": defaultdict(list), "hard": defaultdict(list)}
    for one in pairs:
        by["why"][one.why].append(one)
        by["hard"][one.hard].append(one)
    slow = sorted(pairs, key=lambda one: (-one.seconds, one.id))[:slowest]
    times = sorted(one.seconds for one in pairs)
    return {
        "all": figures(pairs),
        "by_why": {name: figures(some) for name, some in sorted(by["why"].items())},
        "by_hard": {name: figures(some) for name, some in sorted(by["hard"].items())},
        "median_ms": round(1000 * times[len(times) // 2], 3) if times else None,
        "slowest": [{"id": one.id, "names": list(one.names), "ms": round(1000 * one.seconds, 3)} for one in slow],
    }
