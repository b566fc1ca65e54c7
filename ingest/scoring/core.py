"""The reader on CORE (Borchert et al. 2023, CC BY 4.0), pairs of companies in context that it was not trained on.

    python -m ingest.scoring.core FILE [--first N] [--at T] [--json]

FILE has {"relation", "invert_relation", "context": [tokens], "e1_start", "e1_end", "e2_start", "e2_end"} a line, ends
included; with `invert_relation` 1 the second name is the subject. What the mapping lacks is no relation.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ingest.commands.classify_pairs import PairReader, pair_reader
from ingest.nlp.given import GivenPair
from ingest.scoring.compare import ALL
from ingest.scoring.directed import Tie, counts, tie
from ingest.scoring.report import f1
from schemas.errors import EntenteError, InputError

MAPPING = Path(__file__).with_name("core.json")
"""Relation of CORE → ours, and whether CORE's subject is our subject."""
CURVE = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_TIGHT_BEFORE = frozenset(", . ; : ! ? ) ] % ' ’ 's ’s n't ”".split())  # noqa: SIM905
_TIGHT_AFTER = frozenset("( [ $ £ € “".split())  # noqa: SIM905
_SIGNS = {"``": "“", "''": "”"}


@dataclass(frozen=True, slots=True)
class Answered:
    """A pair: what the annotators say and what the reader says, in relations that CORE has, and how sure it is."""

    gold: Tie | None
    answer: Tie | None
    confidence: float


def pair_of(line: Mapping[str, Any]) -> GivenPair:
    """The tokens joined as people write them, and where both names stand."""
    words = [_SIGNS.get(token, token) for token in line["context"]]
    text, starts = "", []
    for at, word in enumerate(words):
        tight = not at or word in _TIGHT_BEFORE or words[at - 1] in _TIGHT_AFTER
        starts.append(len(text) + (not tight))
        text += word if tight else f" {word}"
    a, b = (
        (starts[line[f"{end}_start"]], starts[line[f"{end}_end"]] + len(words[line[f"{end}_end"]]))
        for end in ("e1", "e2")
    )
    return GivenPair(text, a, b)


def tie_of(line: Mapping[str, Any], mapping: Mapping[str, Mapping[str, Any]]) -> Tie | None:
    """What the annotators say, in our relations; None for any other."""
    ours = mapping.get(line["relation"])
    return tie(ours["relation"], forward=(line["invert_relation"] == 0) == ours["same_subject"]) if ours else None


def answered(lines: Sequence[Mapping[str, Any]], reader: PairReader) -> Iterator[Answered]:
    """Every pair with its answer, in order."""
    mapping = json.loads(MAPPING.read_text("utf-8"))
    mapped = {one["relation"] for one in mapping.values()}
    for line, answer in zip(lines, reader.read_many(map(pair_of, lines)), strict=True):
        said, sure = None, 0.0
        if answer and answer.relation and answer.relation in mapped:
            said, sure = tie(answer.relation, forward=answer.forward), answer.confidence
        yield Answered(tie_of(line, mapping), said, sure)


def report(pairs: Sequence[Answered]) -> dict[str, Any]:
    """Directed and undirected scores, by relation, and directed ones of the answers above each confidence."""
    directed = counts((one.gold, one.answer) for one in pairs)
    either = counts((_turned(one.gold), _turned(one.answer)) for one in pairs)
    return {
        "pairs": len(pairs),
        "directed": {name: _shape(directed[name]) for name in (ALL, *sorted(directed.keys() - {ALL}))},
        "undirected": _shape(either.get(ALL, Counter())),
        "curve": {str(least): _shape(_above(pairs, least)) for least in CURVE},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the scores; exit status 2 where the file cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--first", type=int, metavar="N", help="only so many pairs")
    parser.add_argument("--at", type=float, metavar="T", help="one threshold in place of the model's own")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    try:
        figures = report(list(answered(_lines(options.file, options.first), pair_reader(options.at))))
    except EntenteError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(json.dumps(figures, indent=1) + "\n" if options.json else "\n".join(_printed(figures)) + "\n")
    return 0


def _lines(path: Path, first: int | None) -> list[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            return [json.loads(line) for line in islice(file, first)]
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {error}") from None


def _turned(one: Tie | None) -> Tie | None:
    return one and Tie(one.relation, True)


def _above(pairs: Sequence[Answered], least: float) -> Mapping[str, int]:
    sure = ((one.gold, one.answer if one.confidence >= least else None) for one in pairs)
    return counts(sure).get(ALL, Counter())


def _shape(count: Mapping[str, int]) -> dict[str, float]:
    precision, recall, both = (round(value, 3) for value in f1(count))
    required = count.get("tp", 0) + count.get("fn", 0)
    return {"precision": precision, "recall": recall, "f1": both, "required": required}


def _printed(figures: Mapping[str, Any]) -> Iterator[str]:
    yield f"{figures['pairs']} pairs of companies"
    yield f"{'':20}{'precision':>9} {'recall':>7} {'F1':>6} {'required':>9}"
    rows = [(f"directed, {name}" if name == ALL else f"  {name}", one) for name, one in figures["directed"].items()]
    rows.append(("undirected, all", figures["undirected"]))
    rows += [(f"confidence ≥ {least}", one) for least, one in figures["curve"].items()]
    for label, one in rows:
        yield f"{label:20}{one['precision']:9.3f} {one['recall']:7.3f} {one['f1']:6.3f} {one['required']:9}"


if __name__ == "__main__":
    sys.exit(main())
