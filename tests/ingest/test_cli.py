"""The frame of the command line: errors are one line, secrets stay in, other packages can add commands."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from ingest import commands
from ingest.cli import ClearErrors, app
from schemas.errors import StoreError


def failing(error: Exception) -> typer.Typer:
    """A command line of which the only command raises the error."""
    one = typer.Typer(cls=ClearErrors, pretty_exceptions_enable=False)

    @one.callback()
    def root() -> None:
        """Nothing."""

    @one.command()
    def fail() -> None:
        secret = "hunter2"  # noqa: F841  # what a traceback with locals would show
        raise error

    return one


def test_an_error_is_one_line_without_secrets() -> None:
    result = CliRunner().invoke(failing(StoreError("cannot open neo4j://me:hunter2@host/db\nno route")), ["fail"])
    assert (result.exit_code, result.stderr) == (2, "entente: cannot open neo4j://***@host/db no route\n")


def test_a_bug_is_one_line_without_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENTENTE_DEBUG", raising=False)
    result = CliRunner().invoke(failing(ZeroDivisionError("hunter2")), ["fail"])
    assert result.exit_code == 2
    assert result.stderr.startswith("entente: internal error (ZeroDivisionError at test_cli.py:")
    assert "hunter2" not in result.stderr
    monkeypatch.setenv("ENTENTE_DEBUG", "1")
    assert isinstance(CliRunner().invoke(failing(ZeroDivisionError()), ["fail"]).exception, ZeroDivisionError)


def test_the_version_is_the_installed_one() -> None:
    assert CliRunner().invoke(app, ["--version"]).stdout == f"entente {importlib.metadata.version('entente')}\n"


def test_wrong_use_is_shown_as_such() -> None:
    result = CliRunner().invoke(app, ["load", "--nonsense"])
    assert result.exit_code == 2
    assert "No such option" in result.stderr
    assert "internal error" not in result.stderr


@pytest.mark.parametrize("url", ["oracle://x", "sqlite://"])
def test_an_unknown_store_is_told(url: str, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("", encoding="utf-8")
    result = CliRunner().invoke(app, ["load", str(file), "--store", url])
    assert result.exit_code == 2
    assert result.stderr.startswith("entente: ")


def test_the_store_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_STORE", str(tmp_path / "env.sqlite"))
    file = tmp_path / "a.jsonl"
    file.write_text("", encoding="utf-8")
    assert CliRunner().invoke(app, ["load", str(file)]).exit_code == 0
    assert (tmp_path / "env.sqlite").exists()


def test_an_alias_table_that_is_wrong_is_told(tmp_path: Path) -> None:
    file, table = tmp_path / "a.jsonl", tmp_path / "own.yaml"
    file.write_text("", encoding="utf-8")
    table.write_text("planets: [{name: Mars, source: x}]", encoding="utf-8")
    result = CliRunner().invoke(app, ["load", str(file), "--store", "sqlite://:memory:", "--aliases", str(table)])
    assert result.exit_code == 2
    assert "own.yaml" in result.stderr


def say_hello(one: typer.Typer) -> None:
    @one.command("hello")
    def hello() -> None:
        typer.echo("hello")


def test_packages_add_commands_and_a_broken_one_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    points = (
        EntryPoint("hello", f"{__name__}:say_hello", commands.GROUP),
        EntryPoint("broken", "no.such.module:here", commands.GROUP),
    )
    monkeypatch.setattr(commands, "entry_points", lambda group: points if group == commands.GROUP else ())
    one = typer.Typer()
    sys.modules.setdefault(__name__, sys.modules[say_hello.__module__])
    commands.register_all(one)
    assert CliRunner().invoke(one, ["hello"]).stdout == "hello\n"
    broken = CliRunner().invoke(one, ["broken"])
    assert broken.exit_code == 2
    assert "the command broken cannot be loaded: ModuleNotFoundError" in broken.stderr
    assert CliRunner().invoke(one, ["load", "--help"]).exit_code == 0


def test_the_installed_command_runs_as_a_process(tmp_path: Path) -> None:
    (script,) = importlib.metadata.entry_points(group="console_scripts", name="entente")
    assert script.value == "ingest.cli:main"
    done = subprocess.run(
        [sys.executable, "-m", "ingest.cli", "load", "no such file.jsonl", "--store", str(tmp_path / "x.sqlite")],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "", "LC_ALL": "C"},
        cwd=Path(__file__).parents[2],
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "entente: no such file or folder: no such file.jsonl\n"
    assert not (tmp_path / "x.sqlite").exists()


def test_help_is_quick_to_come_and_names_the_commands() -> None:
    """Neither the model nor the store's database is loaded to say what the commands are."""
    heavy = ("spacy", "onnxruntime", "trafilatura", "scipy", "py3langid")
    code = f"import sys, ingest.cli; print([one for one in {heavy} if one in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout == "[]\n"
    listed = CliRunner().invoke(app, ["--help"]).stdout
    assert all(name.replace("_", "-") in listed for name in commands.BUILT_IN)
