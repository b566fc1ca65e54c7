"""Neo4j servers for tests: each on loopback with a port, a password and a folder of its own, stopped at the end."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import neo4j
import pytest

from cypher import library

SCRIPT = Path(__file__).with_name("server.sh")
NEEDED = ("java", "mvn")
WIPES = "tests.neo4j.queries"


def why_not() -> str | None:
    """Why no server can be started here; None where one can."""
    missing = [one for one in NEEDED if shutil.which(one) is None]
    return f"no {' and no '.join(missing)} here" if missing else None


def required() -> None:
    """Skip a test that needs a server where none can be started; fail it in CI."""
    if reason := why_not():
        if os.environ.get("CI") == "true":
            pytest.fail(f"the Neo4j store cannot be tested: {reason}")
        pytest.skip(f"Neo4j is not tested: {reason}")


@dataclass
class Neo4jServer:
    """One server process. Its data outlive `kill` and `stop` until `remove`."""

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="entente-neo4j-")))
    password: str = field(default_factory=lambda: secrets.token_hex(12))
    port: int = field(default_factory=lambda: _free_port())
    _driver: neo4j.Driver | None = None

    @property
    def address(self) -> str:
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """Of the store on it, password included."""
        return f"bolt://neo4j:{self.password}@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start and wait until it answers; the jars are fetched the first time."""
        self._script("fetch")
        self._script("start")

    def stop(self) -> None:
        """Let it end its work."""
        if self._driver is not None:
            self._driver.close()
            self._driver = None
        if (self.folder / "pid").exists():
            self._script("stop")
            (self.folder / "pid").unlink()

    def kill(self) -> None:
        """Kill it at once, as a power cut would."""
        os.kill(int((self.folder / "pid").read_text()), signal.SIGKILL)
        (self.folder / "pid").unlink()

    def remove(self) -> None:
        """Stop it and take its data away."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def driver(self) -> neo4j.Driver:
        """A driver past the store, closed with the server."""
        if self._driver is None:
            self._driver = neo4j.GraphDatabase.driver(self.address, auth=("neo4j", self.password))
        return self._driver

    def wipe(self) -> None:
        """Leave an empty store, schema and migrations as they are."""
        for query in library.load(WIPES, ".cypher").values():
            self.driver.execute_query(query.text)

    def _script(self, what: str) -> None:
        settings = {"NEO4J_DATA": str(self.folder), "NEO4J_PORT": str(self.port), "NEO4J_PASSWORD": self.password}
        subprocess.run([SCRIPT, what], env={**os.environ, "NEO4J_TIER": "1", **settings}, check=True, timeout=600)


class Pool:
    """Servers lent one at a time to one test each: Community has one database a server."""

    def __init__(self) -> None:
        self._all = ExitStack()
        self._free: list[Neo4jServer] = []

    @contextmanager
    def lent(self) -> Iterator[Neo4jServer]:
        """An empty server, started where none is free."""
        server = self._free.pop() if self._free else self._started()
        server.wipe()
        try:
            yield server
        finally:
            self._free.append(server)

    def close(self) -> None:
        self._all.close()

    def _started(self) -> Neo4jServer:
        server = Neo4jServer()
        self._all.callback(server.remove)
        server.start()
        return server


POOL = Pool()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
