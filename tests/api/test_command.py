"""`entente serve`: where it serves, and where it refuses to."""

from __future__ import annotations

import socket
from typing import Any

import pytest
import typer
import uvicorn
from typer.testing import CliRunner

from api.command import register
from api.settings import is_loopback
from schemas.errors import InputError


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The sockets on which a server would have been run."""
    ran: list[Any] = []

    def run(self: uvicorn.Server, sockets: list[socket.socket]) -> None:
        ran.append((self.config, sockets[0].getsockname()))

    monkeypatch.setattr(uvicorn.Server, "run", run)
    return ran


def serve(*arguments: str) -> Any:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    return CliRunner().invoke(app, ["serve", *arguments])


def test_it_says_where_it_serves(served: list[Any], tmp_path: Any) -> None:
    result = serve("--store", str(tmp_path / "a.sqlite"), "--port", "0")
    assert result.exit_code == 0, result.exception
    ((config, (host, port)),) = served
    assert host == "127.0.0.1"
    assert f"http://127.0.0.1:{port}/graphql" in result.output
    assert config.ws == "none"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "entente.example"])
def test_it_does_not_serve_others_unasked(host: str, served: list[Any]) -> None:
    result = serve("--host", host)
    assert isinstance(result.exception, InputError)
    assert "--public" in str(result.exception)
    assert served == []


def test_it_serves_others_when_told_to(served: list[Any], tmp_path: Any) -> None:
    result = serve("--store", str(tmp_path / "a.sqlite"), "--host", "0.0.0.0", "--port", "0", "--public")
    assert result.exit_code == 0, result.exception
    assert served[0][1][0] == "0.0.0.0"


def test_a_taken_port_is_said(served: list[Any]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = serve("--port", str(taken.getsockname()[1]))
    assert isinstance(result.exception, InputError)
    assert "--port" in str(result.exception)
    assert served == []


@pytest.mark.parametrize(
    ("host", "local"),
    [("localhost", True), ("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("0.0.0.0", False), ("", False)],
)
def test_loopback(host: str, local: bool) -> None:
    assert is_loopback(host) is local
