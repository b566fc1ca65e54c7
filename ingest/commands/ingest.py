"""`entente ingest PATH…`: read news into the store."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ingest.commands.bringing import finish, watching
from ingest.commands.common import DEFAULT_STORE, Aliases, AsJson, StoreUrl, opened, reader, run
from ingest.run import ArticleReader, Reading, Run
from ingest.sources import all_sources
from ingest.sources.files import Files
from ingest.summary import Summary
from schemas import aliases as alias_table
from schemas.aliases import AliasTable


def ingest(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="JSONL, text or HTML files, or folders of them; - for JSONL on standard input.", metavar="PATH"
        ),
    ],
    store: StoreUrl = DEFAULT_STORE,
    replace: Annotated[
        bool, typer.Option("--replace", help="Read known articles anew, in the place of the old.")
    ] = False,
    aliases: Aliases = None,
    as_json: AsJson = False,
) -> None:
    """Read news into the store. What is known is not read again, so the same command goes on where it stopped."""
    files = Files(paths, all_sources(), sys.stdin.buffer)
    files.check()
    summary = run(_ingest(files, store, alias_table.load(aliases), reader(), replace=replace))
    finish(summary, aside=files.aside, as_json=as_json)


async def _ingest(files: Files, store: str, table: AliasTable, model: ArticleReader, *, replace: bool) -> Summary:
    async with opened(store) as target:
        with files, watching("reading", files.total) as watch:
            work = Run(target, Reading(model, watch.stop), table, replace=replace, watch=watch)
            return await work.all(files.drafts())


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(ingest)
