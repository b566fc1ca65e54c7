"""How often the rules fill in what annotators wrote: `python -m ingest.nlp.attributes.measure FOLDER [--half seen]`.

The claims are the annotated ones, with the mentions of their ends found by their forms; so the figures are those of the
rules alone. The stories fall into two halves by the hash of their id: rules and weights were made on the half "seen".
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ingest.nlp.attributes import Attributes, ClaimContext, Span, fill
from ingest.nlp.attributes.lexicon import LANGUAGES
from ingest.nlp.attributes.rank import load
from schemas.dates import DateSpan, parse
from schemas.model import Event, Modality, Role, Status
from schemas.names import fold

ATTRIBUTES = ("amount", "stake_percent", "title", "role", "date", "attributed_to")
HALVES = ("seen", "unseen")


@dataclass(frozen=True)
class Case:
    """An annotated claim: what the rules are given, and what they should find."""

    story: str
    half: str
    context: ClaimContext
    gold: dict[str, Any]
    forms: dict[str, frozenset[str]]
    """Folded form -> all folded forms of the same entity."""


def cases(paths: Sequence[Path]) -> Iterator[Case]:
    """Every claim of the files whose quote is found and whose ends are both named in the text."""
    for path in sorted(paths):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield from _story(json.loads(line))


def right(case: Case, attribute: str, found: Any) -> bool:
    """Whether a value found counts as the annotated one (as `score.py` of the gold counts it; dates exactly)."""
    gold = case.gold[attribute]
    if attribute == "amount":
        near = abs(found.value - gold["value"]) <= 0.01 * abs(gold["value"])
        return bool(near and found.currency == gold["currency"])
    if attribute == "stake_percent":
        return bool(abs(found - gold) < 0.51)
    if attribute == "title":
        ours, theirs = set(fold(gold).split()), set(fold(found).split())
        return bool(ours & theirs) and 2 * len(ours & theirs) / (len(ours) + len(theirs)) >= 0.5
    if attribute == "date":
        return _same_date(gold, found)
    if attribute == "attributed_to":
        return fold(gold) == fold(found) or fold(gold) in case.forms.get(fold(found), ())
    return bool(gold == found)


def tally(rows: Iterator[tuple[Case, Attributes]]) -> Counter[tuple[str, str, str, str]]:
    """(attribute, language, half, tp|fp|fn) -> how often. A wrong value is both a fp and a fn."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for case, filled in rows:
        for attribute in ATTRIBUTES:
            gold, found = case.gold.get(attribute), getattr(filled, attribute)
            hit = gold is not None and found is not None and right(case, attribute, found)
            key = (attribute, case.context.lang, case.half)
            counts[*key, "tp"] += hit
            counts[*key, "fp"] += found is not None and not hit
            counts[*key, "fn"] += gold is not None and not hit
    return counts


def table(counts: Counter[tuple[str, str, str, str]]) -> Iterator[str]:
    """The figures as lines of text."""
    yield f"{'attribute':14} {'lang':4} {'half':7} {'gold':>5} {'found':>5} {'P':>6} {'R':>6} {'F1':>6}"
    for attribute in ATTRIBUTES:
        for lang in LANGUAGES:
            for half in HALVES:
                hits, wrong, missed = (counts[attribute, lang, half, what] for what in ("tp", "fp", "fn"))
                precision, recall = hits / max(hits + wrong, 1), hits / max(hits + missed, 1)
                f1 = 2 * hits / max(2 * hits + wrong + missed, 1)
                yield (
                    f"{attribute:14} {lang:4} {half:7} {hits + missed:5} {hits + wrong:5}"
                    f" {precision:6.3f} {recall:6.3f} {f1:6.3f}"
                )


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints precision, recall and F1 for each attribute, language and half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of annotated .jsonl files, or one such file")
    parser.add_argument("--optional", action="store_true", help="count the optional claims, too")
    options = parser.parse_args(arguments)
    paths = sorted(options.folder.glob("*.jsonl")) if options.folder.is_dir() else [options.folder]
    if not paths:
        sys.stderr.write(f"no .jsonl file in {options.folder}\n")
        return 2
    if any(load(attribute).made_on == "every" for attribute in ATTRIBUTES):
        sys.stderr.write(
            "The weights were made on every story of the corpus; run `fit` for weights of one half first.\n"
        )
    counts = tally((case, fill(case.context)) for case in cases(paths) if options.optional or not case.gold["optional"])
    sys.stdout.write("\n".join(table(counts)) + "\n")
    return 0


def name_spans(entities: Sequence[dict[str, Any]], body: str) -> list[tuple[Span, int]]:
    """Whole-word occurrences of every form, with the entity's place; of two that overlap the longer one stands."""
    found: list[tuple[Span, int]] = []
    for place, entity in enumerate(entities):
        for form in {entity["name"], *entity.get("aliases", [])} - {""}:
            at = body.find(form)
            while at >= 0:
                end = at + len(form)
                if not (body[at - 1 : at].isalnum() and at) and not body[end : end + 1].isalnum():
                    found.append(((at, end), place))
                at = body.find(form, end)
    taken: set[int] = set()
    kept = []
    for span, place in sorted(found, key=lambda one: (one[0][0] - one[0][1], one)):
        if taken.isdisjoint(range(*span)):
            taken.update(range(*span))
            kept.append((span, place))
    return sorted(kept)


def _story(raw: dict[str, Any]) -> Iterator[Case]:
    body = f"{raw['title']}\n{raw['text']}"
    entities = raw["entities"]
    mentions = name_spans(entities, body)
    place = {entity["id"]: at for at, entity in enumerate(entities)}
    forms = {
        fold(form): frozenset(fold(one) for one in (entity["name"], *entity["aliases"]))
        for entity in entities
        for form in (entity["name"], *entity["aliases"])
    }
    half = HALVES[hashlib.sha256(raw["id"].encode()).digest()[0] & 1]
    for claim in raw["claims"]:
        at = body.find(claim["evidence"]) if claim["evidence"] else -1
        if at < 0:
            continue
        ends = (place[claim["subject"]], place[claim["object"]])
        context = ClaimContext(
            body=body,
            lang=raw["lang"],
            published=date.fromisoformat(raw["published"]) if raw["published"] else None,
            relation=claim["relation"],
            status=Status(claim["status"]),
            modality=Modality(claim["modality"]),
            event=Event(claim["event"]) if claim["event"] else None,
            subject=tuple(span for span, entity in mentions if entity == ends[0]),
            object=tuple(span for span, entity in mentions if entity == ends[1]),
            quote=(at, at + len(claim["evidence"])),
            others=tuple(span for span, entity in mentions if entity not in ends),
            names={span: entities[entity]["name"] for span, entity in mentions},
            people=frozenset(span for span, entity in mentions if entities[entity]["type"] == "Person"),
        )
        gold = {**claim, "role": Role(claim["role"]) if claim["role"] else None}
        yield Case(raw["id"], half, context, gold, forms)


def _same_date(gold: str, found: DateSpan) -> bool:
    """Equal, or a quarter or half within the year given: the annotators had no way to write those."""
    if found.text == gold:
        return True
    return len(gold) == 4 and found.precision in ("quarter", "half") and found.text[:4] == parse(gold).text


if __name__ == "__main__":
    sys.exit(main())
