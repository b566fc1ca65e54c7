"""The commands of `entente`, one module each, registered here and nowhere else.

A module offers `register(app: typer.Typer) -> None`. Further commands come from installed packages through the
entry-point group `entente.commands`: name -> "package.module:function", the function taking the app.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

import typer

BUILT_IN = (
    "ingest",
    "load",
    "extract",
    "who",
    "path",
    "conflicts",
    "resolve",
    "db",
    "eval",
    "eval_names",
    "classify_pairs",
)
"""Modules of this package, in the order in which `entente --help` lists them."""
GROUP = "entente.commands"


def register_all(app: typer.Typer) -> None:
    """Add the built-in commands and those of other packages; one that cannot be loaded says so when it is called."""
    for name in BUILT_IN:
        import_module(f"{__name__}.{name}").register(app)
    for point in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        _plug_in(app, point)


def _plug_in(app: typer.Typer, point: EntryPoint) -> None:
    try:
        point.load()(app)
    except Exception as error:  # another package's fault must not stop our own commands
        _register_broken(app, point.name, f"{type(error).__name__}: {error}")


def _register_broken(app: typer.Typer, name: str, why: str) -> None:
    @app.command(name, help="(cannot be loaded)")
    def broken() -> None:
        typer.echo(f"entente: the command {name} cannot be loaded: {why}", err=True)
        raise typer.Exit(2)
