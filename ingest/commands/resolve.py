"""`entente resolve …`: which entities are one. Nothing is overwritten: a judgement has its maker and can be undone."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cypher.identity import by_person
from cypher.store import GraphStore
from ingest.commands.asking import entity, print_json
from ingest.commands.common import DEFAULT_STORE, Aliases, AsJson, StoreUrl, opened, run
from ingest.commands.eval_names import lines_of
from ingest.commands.extract import writing
from ingest.load import system_user
from ingest.resolve import exchange, review
from ingest.resolve.review import Candidate, Found
from ingest.sources.files import STDIN
from ingest.terminal import printable
from schemas import aliases as alias_table
from schemas.aliases import AliasTable
from schemas.errors import InputError
from schemas.model import Entity, EntityType, Judgement, Verdict
from schemas.names import entity_id

Why = Annotated[str, typer.Option("--why", help="The reason, for those who come later.")]
By = Annotated[str, typer.Option("--by", help="Who judges; else your user name.")]

resolve = typer.Typer(no_args_is_help=True, help="Say which entities are one, see what may be, undo it, exchange it.")


@resolve.command("review")
def show(
    name: Annotated[str | None, typer.Argument(help="Only pairs with this entity.", metavar="[NAME]")] = None,
    store: StoreUrl = DEFAULT_STORE,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
    least: Annotated[float, typer.Option("--min-score", min=0, max=1, help="Leave out less likely pairs.")] = 0.0,
    accept: Annotated[bool, typer.Option("--accept", help="Judge the sure ones same, in the model's name.")] = False,
    automatic: Annotated[
        bool, typer.Option("--automatic", help="Instead: what was judged by no person and stands, weakest first.")
    ] = False,
    aliases: Aliases = None,
    as_json: AsJson = False,
) -> None:
    """List pairs of entities that may be one and on which nobody has judged, surest first, with reasons and quotes."""
    table = alias_table.load(aliases)
    if automatic:
        run(_automatic(store, name, limit, as_json=as_json))
    else:
        run(_review(store, name, limit, least, table, accept=accept, as_json=as_json))


async def _review(
    url: str, name: str | None, limit: int, least: float, table: AliasTable, *, accept: bool, as_json: bool
) -> None:
    async with opened(url) as store:
        of = (await entity(store, name)).id if name else None
        found = await review.candidates(store, table, of=of, least=least)
        made = await review.accept(store, found) if accept else []
    if as_json:
        print_json(_shape(found, limit, made))
        return
    for one in made:
        typer.echo(printable(f"judged same: {one.left} and {one.right} ({one.id})"))
    if accept:
        typer.echo(
            f"{len(made)} judgements made; `entente resolve review --automatic` lists them, `undo` takes one back"
        )
        return
    for candidate in found.candidates[:limit]:
        for line in _lines(candidate):
            typer.echo(line)
    typer.echo(
        f"{len(found.candidates)} pairs may be one, of {found.compared} compared among {found.entities} entities"
        + (f"; {found.keys_passed_over} words too common to compare by" if found.keys_passed_over else "")
    )


def _lines(one: Candidate) -> list[str]:
    left, right = (f"{side.name} ({side.id})" for side in (one.left, one.right))
    lines = [
        f"{one.decision.score:.2f} {one.decision.verdict}: {left} and {right}",
        f"     {'; '.join(one.decision.reasons)}",
    ]
    for side, quotes in zip((one.left, one.right), one.quotes, strict=True):
        lines += [f"     {side.name}: “{quotes[0].quote}”" if quotes else f"     {side.name}: no quote"]
    return [printable(line) for line in lines]


def _shape(found: Found, limit: int, made: list[Judgement]) -> dict[str, Any]:
    return {
        "pairs": [
            {
                "left": {"id": one.left.id, "name": one.left.name},
                "right": {"id": one.right.id, "name": one.right.name},
                "verdict": one.decision.verdict.value,
                "score": one.decision.score,
                "reasons": list(one.decision.reasons),
                "quotes": [[quote.quote for quote in side] for side in one.quotes],
            }
            for one in found.candidates[:limit]
        ],
        "found": len(found.candidates),
        "compared": found.compared,
        "entities": found.entities,
        "keys_passed_over": found.keys_passed_over,
        "judged": [one.id for one in made],
    }


async def _automatic(url: str, name: str | None, limit: int, *, as_json: bool) -> None:
    async with opened(url) as store:
        of = (await entity(store, name)).id if name else None
        held = [one for one in await store.judgements() if not by_person(one)]
        shown = [one for one in held if of is None or of in [await _root(store, id_) for id_ in (one.left, one.right)]]
    shown.sort(key=lambda one: (one.why, one.id))  # the reason begins with the score
    if as_json:
        keys = ("id", "left", "right", "who", "why")
        print_json([{key: getattr(one, key) for key in keys} | {"verdict": one.verdict.value} for one in shown[:limit]])
        return
    for one in shown[:limit]:
        typer.echo(printable(f"{one.id} {one.verdict}: {one.left} and {one.right}, by {one.who}: {one.why}"))
    typer.echo(f"{len(shown)} judgements that no person made")


async def _root(store: GraphStore, id_: str) -> str:
    found = await store.entity(id_)
    return id_ if found is None else found.id


@resolve.command()
def same(
    one: Annotated[str, typer.Argument(help="A name or an entity id.", metavar="ONE")],
    other: Annotated[str, typer.Argument(help="A name or an entity id.", metavar="OTHER")],
    store: StoreUrl = DEFAULT_STORE,
    why: Why = "",
    by: By = "",
    aliases: Aliases = None,
) -> None:
    """Judge two entities to be one."""
    run(_judge(store, one, other, Verdict.SAME, why, by or system_user(), alias_table.load(aliases)))


@resolve.command()
def different(
    one: Annotated[str, typer.Argument(help="A name or an entity id.", metavar="ONE")],
    other: Annotated[str, typer.Argument(help="A name or an entity id.", metavar="OTHER")],
    store: StoreUrl = DEFAULT_STORE,
    why: Why = "",
    by: By = "",
    aliases: Aliases = None,
) -> None:
    """Judge two entities to be two; that holds against every chain of "same"."""
    run(_judge(store, one, other, Verdict.DIFFERENT, why, by or system_user(), alias_table.load(aliases)))


async def _judge(url: str, one: str, other: str, verdict: Verdict, why: str, by: str, table: AliasTable) -> None:
    async with opened(url) as store:
        left, right = await _id(store, one, table), await _id(store, other, table)
        ends = [await store.entity(left), await store.entity(right)]
        if left == right:
            raise InputError(
                f"“{one}” and “{other}” are one entity as they were read ({left}): there is nothing to judge"
            )
        if all(ends) and ends[0].type is not ends[1].type:  # type: ignore[union-attr]
            raise InputError(f"“{one}” and “{other}” are a person and an organization")
        kept = await store.judge(Judgement(left, right, verdict, by, datetime.now(UTC), why))
        after: list[Entity | None] = [await store.entity(left), await store.entity(right)]
    stand = "are one now" if after[0] and after[1] and after[0].id == after[1].id else "are two"
    typer.echo(printable(f"{kept.id}: {left} and {right} {stand}; `entente resolve undo {kept.id}` takes it back"))


async def _id(store: GraphStore, name: str, table: AliasTable) -> str:
    """The id as it was read, even where that entity is part of another by now. Raises UnknownName."""
    if ":" in name and await store.entity(name) is not None:
        return name
    for type_ in EntityType:
        entry = table.lookup(type_, name)
        id_ = entry.id if entry else entity_id(type_, name)
        if await store.entity(id_) is not None:
            return id_
    return (await entity(store, name)).id


@resolve.command()
def undo(
    judgement: Annotated[str, typer.Argument(help="Its id, as review, dump and judging print it.", metavar="ID")],
    store: StoreUrl = DEFAULT_STORE,
) -> None:
    """Undo a judgement: all is as if it had never been made."""

    async def work() -> None:
        async with opened(store) as target:
            await target.undo(judgement)

    run(work())
    typer.echo(printable(f"{judgement} is undone"))


@resolve.command()
def dump(
    out: Annotated[str, typer.Argument(help="File to write; - for standard output.", metavar="[OUT.jsonl]")] = STDIN,
    store: StoreUrl = DEFAULT_STORE,
    everything: Annotated[bool, typer.Option("--all", help="Also what was undone or replaced.")] = False,
) -> None:
    """Write the judgements, one a line."""

    async def work() -> list[str]:
        async with opened(store) as source:
            return await exchange.dumped(source, undone=everything)

    lines = run(work())
    with writing(out) as target:
        for line in lines:
            target.write(f"{line}\n")


@resolve.command()
def load(
    source: Annotated[
        Path, typer.Argument(help="What dump wrote, or a dump of nomenklatura's resolver.", metavar="IN.jsonl")
    ],
    store: StoreUrl = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Bring in judgements; the same file again changes nothing."""

    async def work() -> tuple[exchange.Loaded, int]:
        async with opened(store) as target:
            loaded = await exchange.read(target, lines_of(source), str(source))
            unknown = 0
            for one in loaded.judgements:
                await target.judge(one)
                unknown += None in (await target.entity(one.left), await target.entity(one.right))
            return loaded, unknown

    loaded, unknown = run(work())
    for failure in loaded.failures:
        typer.echo(printable(str(failure)), err=True)
    shape = {
        "loaded": len(loaded.judgements),
        "of_entities_not_stored_yet": unknown,
        "passed_over": loaded.passed_over,
        "failed": [str(one) for one in loaded.failures],
    }
    if as_json:
        print_json(shape)
    else:
        typer.echo(f"{len(loaded.judgements)} judgements loaded, {unknown} of them on entities that are not stored yet")
        for reason, number in sorted(loaded.passed_over.items()):
            typer.echo(f"{number} passed over: {reason}")
        if loaded.failures:
            typer.echo(f"{len(loaded.failures)} lines failed")
    sys.stdout.flush()
    raise typer.Exit(1 if loaded.failures else 0)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(resolve, name="resolve")
