"""Options that commands share, and how a command gets at its store and alias table."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from cypher.store import GraphStore
from ingest.run import ArticleReader

T = TypeVar("T")

STORE_VARIABLE = "ENTENTE_STORE"
DEFAULT_STORE = "entente.sqlite"

StoreUrl = Annotated[
    str,
    typer.Option("--store", envvar=STORE_VARIABLE, help="File or URL of the store.", show_envvar=True, metavar="URL"),
]
Aliases = Annotated[
    Path | None,
    typer.Option("--aliases", help="Alias table of your own, laid over the packaged one.", metavar="FILE"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[GraphStore]:
    """The store of that URL, closed at the end. Raises StoreError where it cannot be opened."""
    from cypher.open import open_store  # late: `entente --help` needs no database

    store = await open_store(url)
    try:
        yield store
    finally:
        await store.close()


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a command's work to its end."""
    return asyncio.run(work)


def reader() -> ArticleReader:
    """The reader with the shipped model. Raises DataError where that is not there."""
    from ingest.nlp.read import Reader  # late: loading spaCy takes seconds

    return Reader()
