"""`entente db` over files. Over a server: tests/neo4j/test_transfer.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.cli import main
from tests.contract.stores import opened, run
from tests.contract.worlds import told


def entente(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit status and what was said, errors after it."""
    with pytest.raises(SystemExit) as ended:
        main(["db", *arguments])
    said = capsys.readouterr()
    return int(str(ended.value.code)), said.out + said.err


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = str(tmp_path / "store.db")

    async def fill() -> None:
        async with opened(path) as store:
            await store.add(told("Acme CLIENT_OF Borel", ["2021-03-05 active"]).records)

    run(fill())
    return path


def test_status_changes_nothing(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = entente(capsys, "status", "--store", file, "--json")
    assert code == 0
    told_ = json.loads(said)
    assert (told_["missing"], told_["articles"], told_["links"], told_["claims"]) == (0, 1, 1, 1)
    absent = tmp_path / "absent.db"
    code, said = entente(capsys, "status", "--store", str(absent))
    assert code == 1
    assert "entente db migrate" in said
    assert not absent.exists()


def test_migrate_makes_a_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fresh = str(tmp_path / "fresh.db")
    assert entente(capsys, "migrate", "--store", fresh)[0] == 0
    assert entente(capsys, "status", "--store", fresh)[0] == 0


def test_copy_and_verify(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = str(tmp_path / "other.db")
    code, said = entente(capsys, "copy", file, other)
    assert (code, "1 articles copied" in said, "equal" in said) == (0, True, True)
    assert entente(capsys, "verify", file, other)[0] == 0
    code, said = entente(capsys, "verify", file, str(tmp_path / "empty.db"), "--json")
    assert code == 1
    assert json.loads(said)["differs"] == "article t0"


def test_a_store_is_not_copied_into_itself(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = entente(capsys, "copy", file, file)
    assert code == 2
    assert "into itself" in said
