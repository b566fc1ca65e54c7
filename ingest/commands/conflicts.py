"""`entente conflicts [NAME]`: conflicts of interest by rule, each leg with its quotes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from cypher.evidence import quote
from cypher.store import ConflictQuery
from ingest import render
from ingest.commands import asking
from ingest.commands.common import DEFAULT_STORE, AsJson, StoreUrl, opened, run
from schemas import answers, background, rules, saying
from schemas.errors import InputError
from schemas.model import ConflictAnswer, LinkFilter
from schemas.rules import Rule

NOTHING_FOUND = 1


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("conflicts")(asking.with_filter(conflicts))


def conflicts(
    name: Annotated[str | None, typer.Argument(help="Only conflicts in which this one has a part.")] = None,
    store: StoreUrl = DEFAULT_STORE,
    rule: Annotated[
        list[str] | None, typer.Option("--rule", help="Only this rule; may be given several times.", metavar="ID")
    ] = None,
    rules_folder: Annotated[
        Path | None, typer.Option("--rules", help="Folder with rules of your own.", metavar="FOLDER")
    ] = None,
    with_background: Annotated[
        bool, typer.Option("--background/--no-background", help="Let background facts supply what no article states.")
    ] = True,
    lang: Annotated[
        str, typer.Option(help="Language of the sentence that says what the conflict is: en or fr.")
    ] = "en",
    as_json: AsJson = False,
    *,
    chosen: LinkFilter,
) -> None:
    """Show conflicts of interest, with the sentences that they rest on."""
    if lang not in ("en", "fr"):
        raise InputError(f"--lang {lang}: the sentences are there in en and fr")
    asked = _rules(rules.load(rules_folder), rule)
    run(_conflicts(name, store, chosen, asked, with_background=with_background, lang=lang, as_json=as_json))


def _rules(known: tuple[Rule, ...], wanted: list[str] | None) -> tuple[Rule, ...]:
    ids = [one.id for one in known]
    for one in wanted or ():
        if one not in ids:
            raise InputError(f"unknown rule {one!r}; known: {', '.join(ids)}")
    return tuple(one for one in known if not wanted or one.id in wanted)


async def _conflicts(
    name: str | None,
    url: str,
    chosen: LinkFilter,
    asked: tuple[Rule, ...],
    *,
    with_background: bool,
    lang: str,
    as_json: bool,
) -> None:
    async with opened(url) as store:
        of = (await asking.entity(store, name)).id if name else None
        facts = background.load() if with_background else ()
        query = ConflictQuery(asked, of=of, filter=chosen, background=facts)
        answer = await quote(store, await store.conflicts(query), background=facts)
    if as_json:
        ids = [one.id for one in asked]
        asking.print_json(answers.conflict_answer(answer, filter=chosen, background=with_background, rules=ids))
    else:
        _show(answer, {one.id: one for one in asked}, name, chosen, lang)
    if not answer.conflicts:
        raise typer.Exit(NOTHING_FOUND)


def _show(answer: ConflictAnswer, by_id: Mapping[str, Rule], name: str | None, chosen: LinkFilter, lang: str) -> None:
    out = render.console()
    number = len(answer.conflicts)
    around = f" around {name}" if name else ""
    out.print(render.plain(f"{number or 'No'} conflict{'' if number == 1 else 's'} of interest found{around}."))
    for position, one in enumerate(answer.conflicts, 1):
        out.print()
        out.print(render.conflict(position, one, saying.conflict(one, by_id[one.rule], lang)))
    out.print()
    out.print(render.searched(answer.corpus, chosen))
    if not number:
        out.print(
            "To loosen: --planned and --hedged let plans and rumours count; --rule and --as-of narrow the question."
        )
