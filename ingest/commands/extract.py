"""`entente extract IN --out OUT.jsonl`: what is read from each article, without a store."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer

from ingest.commands.bringing import finish, watching
from ingest.commands.common import AsJson, reader
from ingest.extract import extracted
from ingest.run import Reading
from ingest.sources import all_sources
from ingest.sources.files import STDIN, Files
from ingest.summary import Summary
from schemas.errors import InputError


def extract(
    paths: Annotated[
        list[str], typer.Argument(help="JSONL, text or HTML files, or folders; - for JSONL.", metavar="IN")
    ],
    out: Annotated[
        str, typer.Option("--out", help="File to write; - for standard output.", metavar="OUT.jsonl")
    ] = STDIN,
    as_json: AsJson = False,
) -> None:
    """Write what is read from each article: entities and claims, one article a line. No store is touched."""
    files = Files(paths, all_sources(), sys.stdin.buffer)
    files.check()
    model = reader()
    summary = Summary()
    with files, watching("reading", files.total) as watch, writing(out) as target:
        for line in extracted(files.drafts(), Reading(model, watch.stop), watch=watch, summary=summary):
            target.write(f"{line}\n")
    finish(summary, aside=files.aside, as_json=as_json, stored=False, err=out == STDIN)


@contextmanager
def writing(out: str) -> Iterator[TextIO]:
    """Standard output, or a file that appears under its name only when it is whole. Raises InputError."""
    if out == STDIN:
        yield sys.stdout
        return
    path = Path(out)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as target:
            yield target
        part.replace(path)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror or type(error).__name__}") from None
    finally:
        part.unlink(missing_ok=True)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(extract)
