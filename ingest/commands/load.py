"""`entente load CLAIMS.jsonl…`: articles with claims made by people or by another tool."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ingest.commands.bringing import finish, watching
from ingest.commands.common import DEFAULT_STORE, Aliases, AsJson, StoreUrl, opened, run
from ingest.load import Curated, system_user
from ingest.run import Run
from ingest.sources.files import Files
from ingest.sources.jsonl import JsonLines
from ingest.summary import Summary
from schemas import aliases as alias_table
from schemas.aliases import AliasTable
from schemas.wire import ClaimsRecord

BATCH = 200


def load(
    paths: Annotated[
        list[str], typer.Argument(help="JSONL files or folders of them; - for standard input.", metavar="PATH")
    ],
    store: StoreUrl = DEFAULT_STORE,
    by: Annotated[
        str, typer.Option(help="Who made the claims, where a record does not say; else your user name.")
    ] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help="Put these in the place of articles of the same id.")
    ] = False,
    aliases: Aliases = None,
    as_json: AsJson = False,
) -> None:
    """Bring in articles with their claims, as if they had been read from the texts."""
    lines = JsonLines(ClaimsRecord)
    files = Files(paths, (lines,), sys.stdin.buffer, lines)
    files.check()
    summary = run(_load(files, store, alias_table.load(aliases), made_by=by or system_user(), replace=replace))
    finish(summary, aside=files.aside, as_json=as_json)


async def _load(files: Files, store: str, table: AliasTable, *, made_by: str, replace: bool) -> Summary:
    async with opened(store) as target:
        with watching("loading", files.total) as watch:
            work = Run(
                target,
                Curated(made_by),
                table,
                curated=True,
                replace=replace,
                boilerplate=False,
                batch=BATCH,
                watch=watch,
            )
            return await work.all(files.drafts())


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(load)
