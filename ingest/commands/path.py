"""`entente path A B`: how two entities are linked, each hop with its quotes."""

from __future__ import annotations

from typing import Annotated

import typer

from cypher.evidence import quote
from cypher.store import PathQuery
from ingest import render
from ingest.commands import asking
from ingest.commands.common import DEFAULT_STORE, AsJson, StoreUrl, opened, run
from schemas import answers, background
from schemas.errors import SameName
from schemas.model import Entity, LinkFilter, PathAnswer

NOTHING_FOUND = 1


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("path")(asking.with_filter(path))


def path(
    start: Annotated[str, typer.Argument(metavar="A", help="An organization or a person.")],
    end: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    store: StoreUrl = DEFAULT_STORE,
    max_hops: Annotated[int, typer.Option(min=1, max=6, help="At most so many steps.")] = 4,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many paths.")] = 20,
    with_background: Annotated[
        bool, typer.Option("--background/--no-background", help="Let background facts make steps.")
    ] = False,
    as_json: AsJson = False,
    *,
    chosen: LinkFilter,
) -> None:
    """Show how two organizations or people are linked, with the sentences that say so."""
    run(
        _path(
            start, end, store, chosen, max_hops=max_hops, limit=limit, with_background=with_background, as_json=as_json
        )
    )


async def _path(
    a: str, b: str, url: str, chosen: LinkFilter, *, max_hops: int, limit: int, with_background: bool, as_json: bool
) -> None:
    async with opened(url) as store:
        start, end = await asking.entity(store, a), await asking.entity(store, b)
        if start.id == end.id:
            raise SameName(a, b)
        facts = background.load()  # who owns a publisher is asked in any case; steps are made of them only on demand
        steps = facts if with_background else ()
        query = PathQuery(start.id, end.id, filter=chosen, max_hops=max_hops, limit=limit, background=steps)
        answer = await quote(store, await store.paths(query), background=facts)
    if as_json:
        asking.print_json(
            answers.path_answer(
                answer, start=start, end=end, filter=chosen, max_hops=max_hops, background=with_background
            )
        )
    else:
        _show(answer, start, end, chosen, max_hops)
    if not answer.paths:
        raise typer.Exit(NOTHING_FOUND)


def _show(answer: PathAnswer, start: Entity, end: Entity, chosen: LinkFilter, max_hops: int) -> None:
    out = render.console()
    both = f"{start.name} and {end.name}"
    if not answer.paths:
        out.print(render.plain(f"No link found between {both} within {max_hops} steps."))
        out.print(render.searched(answer.corpus, chosen))
        out.print("To loosen: --planned and --hedged let plans and rumours count, --max-hops allows more steps.")
        return
    ways = len(answer.paths)
    out.print(
        render.plain(
            f"{both} are linked in {'at least ' if answer.truncated else ''}{ways} way{'s' if ways > 1 else ''}; "
            f"the shortest has {len(answer.paths[0].hops)} step{'s' if len(answer.paths[0].hops) > 1 else ''}."
        )
    )
    for number, one in enumerate(answer.paths, 1):
        out.print()
        out.print(render.path(number, one))
    out.print()
    out.print(render.searched(answer.corpus, chosen))
