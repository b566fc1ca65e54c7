"""No Docker engine runs where the tests do: the files are checked, and the scripts that run inside are run."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.neo4j import servers

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
PATH = f"{ROOT / 'docker'}:{BIN}:{os.environ['PATH']}"
PASSWORD = "ENTENTE_NEO4J_PASSWORD"


def compose() -> Any:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_compose_file_fits_the_specification() -> None:
    command = ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", str(ROOT / "docker-compose.yml")]
    said = subprocess.run(command, env={"PATH": PATH}, capture_output=True, text=True)
    assert said.returncode == 0, said.stdout + said.stderr


def test_dockerfile_is_clean() -> None:
    said = subprocess.run(["hadolint", "Dockerfile"], cwd=ROOT, env={"PATH": PATH}, capture_output=True, text=True)
    assert said.returncode == 0, said.stdout + said.stderr


def test_images_are_pinned() -> None:
    named = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    named += [service["image"] for service in compose()["services"].values()]
    assert named
    for image in named:
        assert re.search(r":\d+\.\d+\.\d+", image), image


def test_services_are_healthy_before_others_start_and_on_loopback_only() -> None:
    services = compose()["services"]
    assert services["api"]["depends_on"]["neo4j"]["condition"] == "service_healthy"
    assert "healthcheck" in services["neo4j"]
    assert "\nHEALTHCHECK" in (ROOT / "Dockerfile").read_text()
    assert all(port.startswith("127.0.0.1:") for service in services.values() for port in service["ports"])


def test_nothing_runs_as_root_and_no_password_is_written_down() -> None:
    assert re.search(r"^USER [1-9]\d*", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert compose()["services"]["neo4j"]["user"] == "7474:7474"
    for service in compose()["services"].values():
        for name, value in service["environment"].items():
            if name in (PASSWORD, "NEO4J_AUTH"):
                assert f"${{{PASSWORD}:?" in value


def test_image_holds_what_it_copies() -> None:
    """Each source of a COPY is there, and let in by .dockerignore."""
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for line in re.findall(r"^COPY (?!--from)(.+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert let_in & {source, *map(str, Path(source).parents)}, source


@contextmanager
def api(store: str, **more: str) -> Iterator[tuple[subprocess.Popen[str], Mapping[str, str]]]:
    """The container's entry script with a store and a free port, stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    settings = {"PATH": PATH, "ENTENTE_STORE": store, "ENTENTE_HOST": "127.0.0.1", "ENTENTE_PORT": port, **more}
    with subprocess.Popen(
        ["entente-api"], env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield process, settings
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)


def healthy(settings: Mapping[str, str]) -> bool:
    said = subprocess.run(["entente-health"], env=settings, capture_output=True, text=True)
    assert said.returncode in (0, 1)
    assert (said.returncode == 0) == ("not ready" not in said.stderr)
    return said.returncode == 0


def becomes_healthy(process: subprocess.Popen[str], settings: Mapping[str, str]) -> bool:
    for _ in range(240):
        if healthy(settings):
            return True
        if process.poll() is not None:
            return False
        time.sleep(0.5)
    return False


def test_entry_script_serves_a_file(tmp_path: Path) -> None:
    with api(str(tmp_path / "store.db")) as (process, settings):
        assert becomes_healthy(process, settings)
    assert not healthy(settings)


def test_entry_script_serves_a_server() -> None:
    servers.required()
    with servers.POOL.lent() as server, api(server.address, **{PASSWORD: server.password}) as (process, settings):
        assert becomes_healthy(process, settings)


@pytest.mark.parametrize("store", ["bolt://127.0.0.1:1", "mongo://host"])
def test_entry_script_gives_up_on_a_store_that_is_not_there(store: str) -> None:
    settings = {"PATH": PATH, "ENTENTE_STORE": store, "ENTENTE_WAIT": "1", PASSWORD: "not-to-be-shown"}
    said = subprocess.run(["entente-api"], env=settings, capture_output=True, text=True, timeout=120)
    assert said.returncode == 2
    assert "the store cannot be used" in said.stderr
    assert "not-to-be-shown" not in said.stdout + said.stderr
