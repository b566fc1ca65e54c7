"""Paths to drafts: folders in order, unknown kinds aside, what cannot be read told."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from ingest.sources import all_sources
from ingest.sources.base import Draft, Failure
from ingest.sources.files import Files
from schemas.errors import InputError
from tests.ingest.support import story, write_lines


def files(*paths: Path | str, stdin: bytes = b"") -> Files:
    return Files([str(path) for path in paths], all_sources(), io.BytesIO(stdin))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "x.txt").write_text("Words of nobody.", encoding="utf-8")
    (tmp_path / ".x.txt").write_text("Words of nobody.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Words of b.", encoding="utf-8")
    (tmp_path / "sub" / "a.TXT").write_text("Words of a.", encoding="utf-8")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    write_lines(tmp_path / "c.jsonl", [story(id="1"), story(id="2")])
    return tmp_path


def test_a_folder_is_walked_in_order(folder: Path) -> None:
    given = files(folder)
    places = [Path(one.place).name for one in given.drafts()]
    assert places == ["b.txt", "c.jsonl:1", "c.jsonl:2", "a.TXT"]
    assert given.aside == 1
    assert given.total() == 4


def test_standard_input_is_lines(folder: Path) -> None:
    given = files("-", folder / "b.txt", stdin=json.dumps(story()).encode())
    assert [one.place for one in given.drafts()] == ["standard input:1", str(folder / "b.txt")]
    assert given.total() is None


def test_a_file_of_unknown_kind_is_told_when_it_is_asked_for(folder: Path) -> None:
    (one,) = files(folder / "notes.pdf").drafts()
    assert isinstance(one, Failure)
    assert one.reason == "unknown kind of file"
    assert ".jsonl" in one.detail


def test_some_path_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        files(tmp_path / "no.txt", tmp_path / "no").check()
    files(tmp_path / "no.txt", tmp_path).check()
    (one,) = files(tmp_path / "no.txt", tmp_path).drafts()
    assert isinstance(one, Failure)
    with pytest.raises(InputError, match="no input"):
        files().check()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_folder_does_not_hold_the_run_up(tmp_path: Path) -> None:
    for name in ("a.txt", "b.jsonl", "c.html"):
        os.mkfifo(tmp_path / name)
    results = list(files(tmp_path).drafts())
    assert [isinstance(one, Failure) and one.detail for one in results] == ["no plain file"] * 3


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="for this user every file can be read")
def test_what_may_not_be_read_is_told(folder: Path) -> None:
    (folder / "b.txt").chmod(0)
    (folder / "sub").chmod(0)
    failed = [one for one in files(folder).drafts() if isinstance(one, Failure)]
    (folder / "sub").chmod(0o700)
    assert {(Path(one.place).name, one.reason) for one in failed} == {
        ("b.txt", "cannot be read"),
        ("sub", "cannot be read"),
    }


def test_links_in_a_circle_end(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    results = list(files(folder).drafts())
    assert sum(isinstance(one, Draft) for one in results) == 4
    assert [one.reason for one in results if isinstance(one, Failure)] == ["cannot be read"]
