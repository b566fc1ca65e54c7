"""`entente classify-pairs IN.jsonl OUT.jsonl`: which relation ties two given names in a text."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Protocol

import typer

from ingest.commands.bringing import watching
from ingest.commands.common import AsJson
from ingest.commands.extract import writing
from ingest.nlp.given import GivenPair, PairAnswer
from ingest.run import Watch
from ingest.sources.base import Failure, Refused, opened, unreadable
from ingest.sources.files import STDIN
from ingest.sources.jsonl import records
from schemas.errors import EntenteError, InputError
from schemas.wire import PairIn

BATCH = 64
NONE = "none"
Given = tuple[str, PairIn]
"""Where a pair stands, and the pair."""


class PairReader(Protocol):
    """`ingest.nlp.pairs_given.PairReader` is one."""

    def read_many(self, pairs: Iterable[GivenPair]) -> Iterator[PairAnswer | None]:
        """One answer for each pair, in order; None where it cannot be read."""
        ...


@dataclass(slots=True)
class Counted:
    """Answers by relation, failures by reason."""

    answers: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    stopped: str = ""

    @property
    def status(self) -> int:
        """Exit status."""
        return 1 if self.reasons or self.stopped else 0


def classify_pairs(
    source: Annotated[str, typer.Argument(help="JSONL of pairs; - for standard input.", metavar="IN.jsonl")],
    out: Annotated[str, typer.Argument(help="File to write; - for standard output.", metavar="OUT.jsonl")],
    at: Annotated[
        float | None, typer.Option("--at", min=0, max=1, help="One threshold in place of the model's own.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say which relation ties two given names in a text, and which is its subject; null where none is sure enough.

    IN has {"id", "text", "a": [start, end], "b": [start, end]} with offsets in characters; "lang" is en or fr, "a_type"
    and "b_type" are Organization unless Person is said.
    """
    with _opened(source) as (file, name):
        model = pair_reader(at)
        counted = Counted()
        with watching("classifying", lambda: None) as watch, writing(out) as target:
            for line in answered(records(file, name, PairIn), model, watch=watch, counted=counted):
                target.write(f"{line}\n")
    if not counted.answers and counted.reasons:
        raise InputError(f"not one of {counted.reasons.total()} lines could be used")
    _print(counted, as_json=as_json, err=out == STDIN)
    raise typer.Exit(counted.status)


def pair_reader(threshold: float | None) -> PairReader:
    """The shipped model, for pairs. Raises DataError where it is not there."""
    from ingest.nlp.pairs_given import PairReader as Shipped  # late: loading spaCy takes seconds

    return Shipped(threshold=threshold)


def answered(lines: Iterable[Given | Failure], reader: PairReader, *, watch: Watch, counted: Counted) -> Iterator[str]:
    """One line of JSON for each pair that could be read, in order; the others are counted and told to the watch."""
    waiting = iter(lines)
    while batch := list(islice(waiting, BATCH)):
        counted.stopped = watch.stop()
        if counted.stopped:
            return
        good = [one for one in batch if not isinstance(one, Failure)]
        answers = iter(_read(reader, good))
        for one in batch:
            answer = one if isinstance(one, Failure) else next(answers)
            watch.advance(1)
            if isinstance(answer, Failure):
                counted.reasons[answer.reason] += 1
                watch.failed(answer)
            elif not isinstance(one, Failure):
                counted.answers[answer.relation or NONE] += 1
                yield json.dumps(_shape(one[1], answer), ensure_ascii=False)


def _read(reader: PairReader, given: Sequence[Given]) -> list[PairAnswer | Failure]:
    try:
        answers = list(reader.read_many([_pair(one) for _, one in given]))
    except EntenteError:
        raise  # the reader itself is not fit for use
    except Exception as error:  # whatever a text brought about: which one it was shows when they are read alone
        if len(given) == 1:
            return [Failure(given[0][0], "the reader broke on it", type(error).__name__)]
        return [answer for one in given for answer in _read(reader, [one])]
    return [
        Failure(place, "cannot be read", "the text is too long, or a name has no letters") if answer is None else answer
        for (place, _), answer in zip(given, answers, strict=True)
    ]


def _pair(one: PairIn) -> GivenPair:
    return GivenPair(one.text, one.a, one.b, one.a_type, one.b_type, one.lang or "")


def _shape(one: PairIn, answer: PairAnswer) -> dict[str, Any]:
    return {
        "id": one.id,
        "relation": answer.relation,
        "subject": "a" if answer.forward else "b",
        "confidence": answer.confidence,
        "status": answer.status,
        "modality": answer.modality,
    }


@contextmanager
def _opened(source: str) -> Iterator[tuple[BinaryIO, str]]:
    """The open file and its name in places. Raises InputError."""
    if source == STDIN:
        yield sys.stdin.buffer, "standard input"
        return
    try:
        file = opened(Path(source))
    except Refused as error:
        raise InputError(f"{source} {error}") from None
    except OSError as error:
        raise InputError(str(unreadable(source, error))) from None
    with file:
        yield file, source


def _print(counted: Counted, *, as_json: bool, err: bool) -> None:
    if as_json:
        shape = {
            "answers": dict(sorted(counted.answers.items())),
            "failed": counted.reasons.total(),
            "reasons": dict(sorted(counted.reasons.items())),
            "stopped": counted.stopped or None,
        }
        typer.echo(json.dumps(shape, ensure_ascii=False, indent=1), err=err)
        return
    typer.echo(f"{counted.answers.total()} pairs classified", err=err)
    for relation, number in counted.answers.most_common():
        typer.echo(f"  {number} {relation}", err=err)
    for reason, number in counted.reasons.most_common():
        typer.echo(f"{number} failed: {reason}", err=err)
    if counted.stopped:
        typer.echo(f"stopped by {counted.stopped}: the answers so far are written", err=err)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("classify-pairs")(classify_pairs)
