"""`entente eval-names PAIRS.jsonl`: how well it is told whether two names are one actor's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from ingest.commands.common import Aliases, AsJson
from ingest.resolve.measure import Measured, measured, report
from ingest.sources.base import Failure, Refused, opened, unreadable
from ingest.terminal import printable
from schemas import aliases as alias_table
from schemas.errors import InputError


def eval_names(
    pairs: Annotated[
        Path, typer.Argument(help='JSONL of {"a", "b", "same"}, "why" and "hard" as you like.', metavar="PAIRS.jsonl")
    ],
    aliases: Aliases = None,
    errors: Annotated[int, typer.Option("--errors", min=0, help="Show so many wrong verdicts, with reasons.")] = 0,
    slowest: Annotated[int, typer.Option("--slowest", min=0, help="Show so many slowest pairs.")] = 3,
    as_json: AsJson = False,
) -> None:
    """Score the decision on pairs of names: precision and recall of "same", and how many are left unsure.

    A side is {"name", "type": "Organization" or "Person"}, and may have "kind", "lang" and "context".
    """
    found: list[Measured] = []
    failed: list[Failure] = []
    for one in measured(lines_of(pairs), str(pairs), alias_table.load(aliases)):
        if isinstance(one, Failure):
            failed.append(one)
            typer.echo(printable(str(one)), err=True)
        else:
            found.append(one)
    if not found:
        raise InputError(f"not one pair of {pairs} could be used")
    _print(found, failed, errors, slowest, as_json=as_json)
    raise typer.Exit(1 if failed else 0)


def lines_of(path: Path) -> list[str]:
    """Lines of a text file. Raises InputError where it cannot be read."""
    try:
        with opened(path) as file:
            return file.read().decode("utf-8-sig").splitlines()
    except Refused as error:
        raise InputError(f"{path} {error}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: no UTF-8 ({error})") from None
    except OSError as error:
        raise InputError(str(unreadable(path, error))) from None


def _print(found: list[Measured], failed: list[Failure], errors: int, slowest: int, *, as_json: bool) -> None:
    told = report(found, slowest=slowest)
    wrong = [one for one in found if one.wrong][:errors]
    if as_json:
        shape = {**told, "errors": [_error(one) for one in wrong], "failed": [str(one) for one in failed]}
        typer.echo(json.dumps(shape, ensure_ascii=False, indent=1))
        return
    typer.echo(f"{'':34}{'pairs':>6}{'precision':>11}{'recall':>8}{'unsure':>8}{'false same':>12}")
    for title, rows in (("", {"all": told["all"]}), ("hard ", told["by_hard"]), ("", told["by_why"])):
        for name, row in rows.items():
            typer.echo(_row(f"{title}{name}", row))
    typer.echo(f"median {told['median_ms']} ms a pair")
    for one in told["slowest"]:
        typer.echo(printable(f"  {one['ms']} ms  {one['id']}  {one['names'][0]} / {one['names'][1]}"))
    for case in wrong:
        typer.echo(printable(f"{case.decision.verdict}, not so: {case.names[0]} / {case.names[1]} ({case.id})"))
        typer.echo(printable(f"  {case.decision.score:.2f}  {'; '.join(case.decision.reasons)}"))
    if failed:
        typer.echo(f"{len(failed)} lines failed")


def _row(name: str, row: dict[str, Any]) -> str:
    shown = ["–" if row[key] is None else f"{row[key]:.3f}" for key in ("precision", "recall", "unsure")]
    return f"{printable(name):34}{row['pairs']:>6}{shown[0]:>11}{shown[1]:>8}{shown[2]:>8}{row['false_same']:>12}"


def _error(one: Measured) -> dict[str, Any]:
    return {
        "id": one.id,
        "names": list(one.names),
        "same": one.same,
        "verdict": one.decision.verdict.value,
        "score": one.decision.score,
        "reasons": list(one.decision.reasons),
    }


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("eval-names")(eval_names)
