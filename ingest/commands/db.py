"""`entente db status|migrate|copy|verify`: stores as such, of whatever kind."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from ingest import render
from ingest.commands.asking import print_json
from ingest.commands.common import DEFAULT_STORE, AsJson, StoreUrl, opened, run
from schemas.errors import InputError

if TYPE_CHECKING:
    from cypher import transfer

From = Annotated[str, typer.Argument(help="File or URL of a store.", metavar="FROM", show_default=False)]
To = Annotated[str, typer.Argument(help="File or URL of another.", metavar="TO", show_default=False)]

db = typer.Typer(no_args_is_help=True, help="Look after stores: state, migrations, copies, comparison.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(db, name="db")


@db.command()
def status(store: StoreUrl = DEFAULT_STORE, as_json: AsJson = False) -> None:
    """Say what a store holds, and whether its schema is up to date. Changes nothing; exit status 1 where it is not."""
    missing = run(_status(store, as_json=as_json))
    if missing:
        raise typer.Exit(1)


@db.command()
def migrate(store: StoreUrl = DEFAULT_STORE) -> None:
    """Bring a store's schema up to date; make the store where there is none."""
    run(_migrate(store))


@db.command()
def copy(source: From, target: To) -> None:
    """Copy a whole store into an empty one, of the same kind or another, and compare the two."""
    if not run(_copy(source, target)):
        raise typer.Exit(1)


@db.command()
def verify(left: From, right: To, as_json: AsJson = False) -> None:
    """Compare two stores by their canonical exports; exit status 1 where they differ."""
    if not run(_verify(left, right, as_json=as_json)):
        raise typer.Exit(1)


async def _status(url: str, *, as_json: bool) -> int:
    from cypher.open import printable, versions  # late: `entente --help` needs no database

    held = await versions(url)
    told: dict[str, object] = {"store": printable(url), "applied": held.applied, "missing": held.missing}
    if not held.missing:
        async with opened(url) as store:
            corpus = await store.corpus()
            told |= {"articles": corpus.articles, "entities": corpus.entities, "links": corpus.links}
            told |= {"claims": corpus.claims, "judgements": len(await store.judgements())}
            told |= {"first": corpus.first and str(corpus.first), "last": corpus.last and str(corpus.last)}
    if as_json:
        print_json(told)
    else:
        for name, value in told.items():
            _say(f"{name:<11} {'-' if value is None else value}")
        if held.missing:
            _say("The schema is not up to date: `entente db migrate` brings it there.")
    return held.missing


async def _migrate(url: str) -> None:
    from cypher.open import printable, versions  # late, as above

    before = await versions(url)
    async with opened(url):
        _say(f"{printable(url)}: {before.missing} migrations applied, {before.applied} were there")


async def _copy(source: str, target: str) -> bool:
    from cypher import transfer  # late, as above

    if source == target:
        raise InputError("a store cannot be copied into itself")
    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(opened(url)) for url in (source, target)]
        done = await transfer.copy(*stores)
        _say(f"{done} articles copied")
        return _told(await transfer.compare(*stores))


async def _verify(left: str, right: str, *, as_json: bool) -> bool:
    from cypher import transfer  # late, as above

    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(opened(url)) for url in (left, right)]
        found = await transfer.compare(*stores)
    if not as_json:
        return _told(found)
    plain = [{"sha256": one.sha256, "lines": dict(one.lines)} for one in (found.left, found.right)]
    print_json({"equal": found.differs is None, "left": plain[0], "right": plain[1], "differs": found.differs})
    return found.differs is None


def _told(found: transfer.Comparison) -> bool:
    """Print how a comparison came out; whether the stores are equal."""
    for digest in (found.left, found.right):
        counts = ", ".join(f"{number} {type_}" for type_, number in sorted(digest.lines.items()))
        _say(f"{digest.sha256}  {counts or 'empty'}")
    _say("The stores are equal." if found.differs is None else f"The stores differ, first at: {found.differs}")
    return found.differs is None


def _say(line: str) -> None:
    render.console().print(render.plain(line))
