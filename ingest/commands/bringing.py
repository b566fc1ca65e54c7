"""What `ingest`, `load` and `extract` share: the progress bar, failures as they come, the summary at the end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ingest.run import Watch
from ingest.sources.base import Failure
from ingest.stopping import stopping
from ingest.summary import Summary
from ingest.terminal import printable

SHOWN = 20
"""Failures shown as they come; the others are counted by reason."""


@contextmanager
def watching(what: str, total: Callable[[], int | None]) -> Iterator[Watch]:
    """A watch that shows progress on a terminal, prints failures to stderr, and stops on SIGINT and SIGTERM."""
    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    shown = 0

    def failed(failure: Failure) -> None:
        nonlocal shown
        shown += 1
        if shown <= SHOWN:
            console.print(printable(str(failure)), soft_wrap=True)
        elif shown == SHOWN + 1:
            console.print("further failures are only counted (--json lists them)")

    with stopping() as stop:
        if not console.is_terminal:
            yield Watch(stop=stop, failed=failed)
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task(what, total=total())
            yield Watch(stop=stop, failed=failed, advance=lambda number: progress.advance(task, number))


def finish(
    summary: Summary, *, aside: int = 0, as_json: bool = False, stored: bool = True, err: bool = False
) -> NoReturn:
    """Print the summary (of what went into a store, with `stored`; to stderr, with `err`) and exit with its status."""
    if as_json:
        shape: dict[str, Any] = {**summary.shape(), "aside": aside}
        typer.echo(json.dumps(shape, ensure_ascii=False, indent=2), err=err)
    else:
        for line in lines(summary, aside=aside, stored=stored):
            typer.echo(line, err=err)
    raise typer.Exit(summary.status)


def lines(summary: Summary, *, aside: int = 0, stored: bool = True) -> Iterator[str]:
    """The summary in words."""
    yield f"{summary.found} article{_s(summary.found)} found"
    yield from _outcomes(summary) if stored else [f"  {summary.new} read"]
    yield f"  {summary.failed} failed"
    for reason, number in summary.reasons.most_common():
        first = next((one for one in summary.failures if one.reason == reason), None)
        example = f" (first: {first.place})" if first else ""
        yield printable(f"    {number} {reason}{example}")
    yield f"{summary.claims} claim{_s(summary.claims)} found"
    if summary.tieless:
        yield f"{summary.tieless} of them without a tie: both ends are taken for one entity"
    if summary.changed:
        yield f"{summary.changed} text{_s(summary.changed)} with a note on what was cut or doubtful"
    if aside:
        yield f"{aside} file{_s(aside)} of other kinds left aside"
    if summary.stopped:
        yield f"stopped by {summary.stopped}: the same command again goes on from here"


def _outcomes(summary: Summary) -> Iterator[str]:
    near = f", {summary.near} of them near copies of others" if summary.near else ""
    yield f"  {summary.new} new{near}"
    if summary.replaced:
        yield f"  {summary.replaced} in the place of what was stored"
    yield f"  {summary.copies} copies of texts that are stored"
    yield f"  {summary.known} already known"


def _s(number: int) -> str:
    return "" if number == 1 else "s"
