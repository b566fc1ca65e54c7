"""`entente eval GOLD.jsonl…`: how well annotated articles are read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ingest.commands.bringing import watching
from ingest.commands.common import AsJson, reader
from ingest.run import Reading, Watch
from ingest.scoring import reading, show
from ingest.scoring.compare import Error, Row, compare
from ingest.scoring.reading import Pair
from ingest.scoring.report import by_language
from ingest.sources.base import Failure
from ingest.sources.files import Files
from ingest.sources.jsonl import JsonLines
from schemas.errors import InputError
from schemas.wire import ClaimsRecord


def evaluate(
    paths: Annotated[
        list[str],
        typer.Argument(help="JSONL files of annotated articles, or folders of them; - for stdin.", metavar="GOLD"),
    ],
    predicted: Annotated[
        Path | None, typer.Option("--predicted", help="Score what this file holds instead of reading.", metavar="FILE")
    ] = None,
    errors: Annotated[int, typer.Option("--errors", min=0, help="Show so many wrong and missed claims.")] = 0,
    at: Annotated[float, typer.Option("--at", min=0, max=1, help="Leave out claims less certain than this.")] = 0.0,
    as_json: AsJson = False,
) -> None:
    """Score what is read from annotated articles, per language and relation: entities, claims, status, attributes,
    evidence, confidence. A claim counts by who, what and whom, and whether it is denied."""
    lines = JsonLines(ClaimsRecord)
    files = Files(paths, (lines,), sys.stdin.buffer, lines)
    files.check()
    failed: list[Failure] = []
    rows: list[tuple[str, Row]] = []
    with files, watching("reading", files.total) as watch:
        for one in _pairs(files, predicted, watch):
            if isinstance(one, Failure):
                failed.append(one)
                watch.failed(one)
            else:
                rows.append((one.lang, compare(one.gold, one.found, body=one.body, at=at)))
                watch.advance(1)
        stopped = watch.stop()
    if not rows:
        raise InputError("not one annotated article could be used")
    _print(rows, errors, failed, stopped, as_json=as_json)
    raise typer.Exit(1 if failed or stopped else 0)


def _pairs(files: Files, predicted: Path | None, watch: Watch) -> Iterator[Pair | Failure]:
    if predicted is None:
        yield from reading.read_now(files.drafts(), Reading(reader(), watch.stop))
        return
    found, failures = reading.load_found(predicted)
    yield from failures
    yield from reading.looked_up(files.drafts(), found)


def _print(rows: list[tuple[str, Row]], number: int, failed: list[Failure], stopped: str, *, as_json: bool) -> None:
    reports = by_language(rows)
    errors: list[Error] = [error for _, row in rows for error in row.errors][:number]
    if as_json:
        shape = {
            "sets": reports,
            "errors": [asdict(error) for error in errors],
            "failed": [str(one) for one in failed],
            "stopped": stopped or None,
        }
        typer.echo(json.dumps(shape, ensure_ascii=False, indent=1))
        return
    for line in show.lines(reports):
        typer.echo(line)
    for error in errors:
        typer.echo("")
        for line in show.error_lines(error):
            typer.echo(line)
    if failed or stopped:
        typer.echo(f"\n{len(failed)} inputs failed" + (f"; stopped by {stopped}" if stopped else ""))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("eval")(evaluate)
