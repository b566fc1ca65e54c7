from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from cypher.open import open_store
from schemas.errors import InputError, StoreError


def opened(url: str) -> int:
    async def work() -> int:
        store = await open_store(url)
        try:
            return (await store.corpus()).articles
        finally:
            await store.close()

    return asyncio.run(work())


def test_a_path_makes_file_and_folder(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "été.db"
    assert opened(str(file)) == 0
    assert file.exists()


def test_a_url_of_an_absolute_path(tmp_path: Path) -> None:
    assert opened(f"sqlite:///{tmp_path / 'store.db'}") == 0
    assert (tmp_path / "store.db").exists()


def test_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert opened("store.db") == 0
    assert opened("sqlite:///other.db") == 0
    assert {one.name for one in tmp_path.iterdir()} == {"store.db", "other.db"}


def test_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert opened("sqlite://:memory:") == 0
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_scheme_is_told_the_known_ones() -> None:
    with pytest.raises(InputError, match=r"'mongo'.*sqlite:///PATH"):
        opened("mongo://host/db")


@pytest.mark.parametrize("url", ["", "sqlite://", "sqlite:///", "sqlite://host/path"])
def test_no_file_named(url: str) -> None:
    with pytest.raises(InputError, match="names no file"):
        opened(url)


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot be opened|unable to open"):
        opened(str(tmp_path))


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    with pytest.raises(StoreError, match="cannot be opened"):
        opened(str(tmp_path / "file" / "store.db"))
