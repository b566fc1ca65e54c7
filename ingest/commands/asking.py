"""What `who`, `path` and `conflicts` share: the options that say which links count, and names turned into entities."""

from __future__ import annotations

import json
from collections.abc import Callable
from inspect import Parameter, signature
from typing import Annotated, Any

import typer

from cypher.store import GraphStore
from ingest.terminal import printable
from schemas.dates import day
from schemas.errors import InputError, UnknownName
from schemas.model import Entity, LinkFilter, Status
from schemas.ontology import relations

RelationNames = Annotated[
    list[str] | None,
    typer.Option("--relation", help="Only ties of this relation; may be given several times.", metavar="RELATION"),
]
Statuses = Annotated[
    list[Status] | None, typer.Option("--status", help="Only ties of this status; may be given several times.")
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Only what held on that day.", metavar="DATE")]
MinConfidence = Annotated[float, typer.Option("--min-confidence", min=0, max=1, help="Leave out less certain ties.")]
MinOrigins = Annotated[
    int, typer.Option("--min-origins", min=0, help="Leave out ties that fewer independent publishers report.")
]
Planned = Annotated[bool, typer.Option("--planned", help="Count planned ties too.")]
Hedged = Annotated[bool, typer.Option("--hedged", help="Count rumoured ties too.")]


def link_filter(
    *,
    relation: RelationNames = None,
    status: Statuses = None,
    as_of: AsOf = None,
    min_confidence: MinConfidence = 0.0,
    min_origins: MinOrigins = 0,
    planned: Planned = False,
    hedged: Hedged = False,
) -> LinkFilter:
    """The filter that the options describe. Raises InputError for an unknown relation or a day that is none."""
    names = [name.upper().replace("-", "_") for name in relation or ()]
    for name in names:
        if name not in relations():
            raise InputError(f"unknown relation {name!r}; known: {', '.join(relations())}")
    return LinkFilter(
        relations=frozenset(names) or None,
        statuses=frozenset(status or ()) or None,
        min_confidence=min_confidence,
        min_origins=min_origins,
        planned=planned or Status.PLANNED in (status or ()),
        hedged=hedged,
        as_of=day(as_of) if as_of else None,
    )


def with_filter(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options of `link_filter` beside its own; it is given what they describe as `chosen`."""
    own, options = signature(command, eval_str=True), signature(link_filter, eval_str=True).parameters

    def asked(**given: Any) -> None:
        chosen = link_filter(**{name: given.pop(name) for name in options})
        command(**given, chosen=chosen)

    parameters = [*(one for name, one in own.parameters.items() if name != "chosen"), *options.values()]
    by_keyword = [one.replace(kind=Parameter.KEYWORD_ONLY) for one in parameters]
    asked.__signature__ = own.replace(parameters=by_keyword)  # type: ignore[attr-defined]  # what typer reads
    asked.__annotations__ = {one.name: one.annotation for one in by_keyword}
    asked.__name__, asked.__doc__ = command.__name__, command.__doc__
    return asked


async def entity(store: GraphStore, name: str) -> Entity:
    """The entity that goes by the name, the most linked of several (told on stderr). Raises UnknownName."""
    found = await store.find(name)
    if not found:
        raise UnknownName(name, await store.nearest(name))
    if len(found) > 1:
        others = ", ".join(f"{one.name} ({one.id})" for one in found[1:4])
        typer.echo(
            printable(f"“{name}” is taken as {found[0].name} ({found[0].id}); others of that name: {others}"), err=True
        )
    return found[0]


def print_json(value: Any) -> None:
    """One JSON value on standard output, indented, letters as they are."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))
