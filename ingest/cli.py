"""The command line `entente`. Every error raised on purpose becomes one line on stderr and exit status 2."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from ingest.commands import register_all
from ingest.terminal import printable
from schemas.errors import EntenteError

DEBUG = "ENTENTE_DEBUG"


class ClearErrors(TyperGroup):
    """Turns errors into one line without traceback, locals or secrets; ENTENTE_DEBUG=1 keeps the traceback of bugs."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except EntenteError as error:
            typer.echo(f"entente: {printable(str(error))}", err=True)
        except Exception as error:
            if isinstance(error, BrokenPipeError) or _is_control_flow(error) or os.environ.get(DEBUG):
                raise
            typer.echo(f"entente: internal error ({_where(error)}); {DEBUG}=1 shows where", err=True)
        raise typer.Exit(2)


app = typer.Typer(
    name="entente",
    cls=ClearErrors,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"entente {version('entente')}")
        raise typer.Exit


@app.callback(epilog="Exit status: 0 all well, 1 some inputs failed or nothing was found, 2 nothing could be done.")
def _root(
    show: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Who is linked to whom in the AI industry, with the sentence that says so."""


register_all(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 all well, 1 some inputs failed or nothing was found, 2 nothing could be done."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # names of any script must not stop a terminal of one
            stream.reconfigure(errors="backslashreplace")
    app(args=None if arguments is None else list(arguments), prog_name="entente")


def _is_control_flow(error: Exception) -> bool:
    """Whether typer raised it to exit or to show how a command is used."""
    return isinstance(error, typer.Exit | typer.Abort) or any(
        kind.__name__ == "ClickException" for kind in type(error).__mro__
    )


def _where(error: Exception) -> str:
    """Type of the error and the line it came from, never its values."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    place = "" if step is None else f" at {os.path.basename(step.tb_frame.f_code.co_filename)}:{step.tb_lineno}"  # noqa: PTH119
    return f"{type(error).__name__}{place}"


if __name__ == "__main__":
    main()
