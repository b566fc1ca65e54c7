"""`entente who NAME`: every tie of an entity, with status, dates, origins and the newest quote."""

from __future__ import annotations

from typing import Annotated

import typer

from ingest import render
from ingest.commands import asking
from ingest.commands.common import DEFAULT_STORE, AsJson, StoreUrl, opened, run
from schemas import answers
from schemas.model import Leg, LinkFilter


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("who")(asking.with_filter(who))


def who(
    name: Annotated[str, typer.Argument(help="An organization or a person.")],
    store: StoreUrl = DEFAULT_STORE,
    everything: Annotated[
        bool, typer.Option("--all", help="Also plans, rumours, denials and what was given up.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many ties.")] = 100,
    as_json: AsJson = False,
    *,
    chosen: LinkFilter,
) -> None:
    """Show every tie of an organization or person, with the sentence that says so."""
    run(_who(name, store, chosen, everything=everything, limit=limit, as_json=as_json))


async def _who(name: str, url: str, chosen: LinkFilter, *, everything: bool, limit: int, as_json: bool) -> None:
    async with opened(url) as store:
        entity = await asking.entity(store, name)
        page = await store.links(entity.id, filter=None if everything else chosen, limit=limit)
        evidence = await store.evidence([link.id for link in page.items])
        corpus = await store.corpus()
    legs = [Leg(link, evidence.get(link.id, ())) for link in page.items]
    if as_json:
        asking.print_json(answers.entity_answer(entity, legs, corpus=corpus, filter=chosen))
        return
    out = render.console()
    if entity.aliases:
        out.print(render.plain(f"{entity.name}, also called {', '.join(entity.aliases)}"))
    out.print(render.links_table(entity, legs))
    if page.next is not None:
        out.print(f"There are more than {limit} ties; --limit shows more.")
    out.print(render.searched(corpus, chosen))
