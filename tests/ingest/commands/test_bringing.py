"""`entente ingest`, `load` and `extract` from outside: real files, a real store, a reader with fixed findings."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from ingest.cli import app
from ingest.commands import common, extract, ingest
from tests.ingest.stores import in_store, stored
from tests.ingest.support import TEXT, FixedReader, claim, curated, story, write_lines


@pytest.fixture(autouse=True)
def fixed_reader(monkeypatch: pytest.MonkeyPatch) -> FixedReader:
    reader = FixedReader()
    for module in (ingest, extract):
        monkeypatch.setattr(module, "reader", lambda: reader)
    return reader


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


def entente(*arguments: object, input: bytes = b"") -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments], input=input)


def summary(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_ingest_tells_what_it_did_and_then_that_it_is_known(tmp_path: Path, path: Path) -> None:
    file = write_lines(tmp_path / "news.jsonl", [story(), story(id="s2", publisher="Another"), {"text": ""}])
    first = entente("ingest", file, "--store", path)
    assert first.exit_code == 1
    assert "3 articles found" in first.stdout
    assert "1 new" in first.stdout
    assert "1 copies of texts that are stored" in first.stdout
    assert f"1 no text (first: {file}:3)" in first.stdout
    assert first.stderr == f"{file}:3: no text\n"
    before = stored(path)
    again = entente("ingest", file, "--store", path, "--json")
    assert (summary(again)["known"], summary(again)["new"], summary(again)["failed"]) == (2, 0, 1)
    assert stored(path) == before


def test_ingest_reads_folders_and_standard_input(tmp_path: Path, path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(f"Meta and Scale AI\n\n{TEXT}", encoding="utf-8")
    (folder / "image.png").write_bytes(b"\x89PNG")
    result = entente("ingest", folder, "-", "--store", path, "--json", input=json.dumps(story(id="i")).encode())
    assert result.exit_code == 0
    assert (summary(result)["new"], summary(result)["near_copies"], summary(result)["aside"]) == (2, 1, 1)


BAD = {
    "bad.jsonl": b'{"text": "x"\n\xff\n[]\n{"text": "Meta said so.", "published": "soon"}\n' + b"[" * 100_000,
    "binary.txt": bytes(range(256)) * 50,
    "empty.txt": b"",
    "empty.html": b"",
    "german.txt": "Der Gründer wechselt zu Meta, wie das Unternehmen am Donnerstag mitteilte.".encode() * 3,
    "long.txt": b"word " * 2_000_000,
    "deep.html": b"<div>" * 50_000,
    "surrogates.jsonl": rb'{"text": "\ud800\udc00\ud800\ud800"}',
}


def test_bad_inputs_are_one_line_each_and_the_run_goes_on(tmp_path: Path, path: Path) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    for name, data in BAD.items():
        (folder / name).write_bytes(data)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    write_lines(folder / "z.jsonl", [story()])
    result = entente("ingest", folder, "--store", path, "--json")
    assert result.exit_code == 1
    told = summary(result)
    assert (told["new"], told["failed"]) == (1, 13)
    reasons = {Path(one["place"]).name: one["reason"] for one in told["failures"]}
    assert reasons.pop("deep.html") in ("no article in the page", "the page took too long or too much memory")
    assert reasons == {
        "bad.jsonl:1": "not JSON",
        "bad.jsonl:2": "not UTF-8",
        "bad.jsonl:3": "not a record",
        "bad.jsonl:4": "not a record",
        "bad.jsonl:5": "not JSON",
        "binary.txt": "binary or broken text",
        "empty.html": "no text",
        "empty.txt": "no text",
        "german.txt": "neither English nor French",
        "gone.txt": "cannot be read",
        "long.txt": "too long",
        "surrogates.jsonl:1": "binary or broken text",
    }
    assert len(result.stderr.splitlines()) == 13
    assert all(len(line) < 300 for line in result.stderr.splitlines())


def test_only_the_first_failures_are_shown_but_all_are_counted(tmp_path: Path, path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text("{\n" * 50, encoding="utf-8")
    result = entente("ingest", file, "--store", path)
    assert len(result.stderr.splitlines()) == 21
    assert "50 not JSON" in result.stdout


def test_load_brings_claims_in(tmp_path: Path, path: Path) -> None:
    file = write_lines(tmp_path / "claims.jsonl", [curated(), curated(id="x", claims=[claim(evidence="Not there")])])
    result = entente("load", file, "--store", path, "--by", "Ana")
    assert result.exit_code == 1
    assert "2 claims found" in result.stdout
    assert (
        "claims do not fit: claim 1 (Meta INVESTED_IN Scale AI): its evidence is not in title or text" in result.stderr
    )

    async def made_by(store: Any) -> Any:
        return (await store.article("s1")).made_by

    assert in_store(path, made_by) == "Ana"
    assert entente("load", file, "--store", path, "--json").stdout.count('"known": 1') == 1


def test_load_from_standard_input_by_the_user(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "somebody")
    assert entente("load", "-", "--store", path, input=json.dumps(curated()).encode()).exit_code == 0

    async def made_by(store: Any) -> Any:
        return (await store.article("s1")).made_by

    assert in_store(path, made_by) == "somebody"


def test_extract_writes_what_load_takes(tmp_path: Path, path: Path) -> None:
    file, out = write_lines(tmp_path / "news.jsonl", [story(), {"text": "…"}, story(id="s2")]), tmp_path / "out.jsonl"
    result = entente("extract", file, "--out", out)
    assert result.exit_code == 1
    assert "2 claims found" in result.stdout
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["s1", "s2"]
    assert lines[0]["claims"] == [{**claim(), "confidence": 1.0}]
    assert lines[0]["entities"] == curated()["entities"]
    assert lines[0]["made_by"] == "fixed 1"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["news.jsonl", "out.jsonl"]
    loaded = entente("load", out, "--store", path, "--json")
    assert (loaded.exit_code, summary(loaded)["claims"]) == (0, 1)


def test_extract_to_standard_output_keeps_it_clean(tmp_path: Path) -> None:
    result = entente("extract", write_lines(tmp_path / "news.jsonl", [story()]))
    assert json.loads(result.stdout)["id"] == "s1"
    assert "1 article found" in result.stderr


def test_extract_to_where_nothing_can_be_written(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "news.jsonl", [story()])
    result = entente("extract", file, "--out", tmp_path / "no" / "out.jsonl")
    assert result.exit_code == 2
    assert result.stderr.startswith("entente: ")
    assert "cannot be written" in result.stderr


@pytest.mark.parametrize("command", ["ingest", "load", "extract"])
def test_no_input_is_an_error(command: str, tmp_path: Path) -> None:
    result = entente(command, tmp_path / "no.jsonl")
    assert result.exit_code == 2
    assert result.stderr == f"entente: no such file or folder: {tmp_path / 'no.jsonl'}\n"
    assert entente(command).exit_code == 2


@given(data=st.binary(max_size=2_000), ending=st.sampled_from([".txt", ".jsonl"]))
def test_no_bytes_stop_a_run(data: bytes, ending: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    (folder / f"a{ending}").write_bytes(data)
    write_lines(folder / "z.jsonl", [story()])
    result = entente("ingest", folder, "--store", "sqlite://:memory:", "--json")
    assert result.exit_code in (0, 1)
    assert summary(result)["new"] >= 1


MANY = 120
# Reads the first batch at once and then so slowly that a signal comes before the end.
SCRIPT = """
import sys, time
from ingest.commands import ingest
from tests.ingest.support import FixedReader

class Slow(FixedReader):
    def read_many(self, articles):
        for record in super().read_many(articles):
            time.sleep(0.25 if len(self.read) > 24 else 0)
            yield record

ingest.reader = Slow
from ingest.cli import main
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of another system")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_with_what_was_read(number: signal.Signals, tmp_path: Path, path: Path) -> None:
    file = many(tmp_path)
    process = started(file, path)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (1, b"")
    told = json.loads(out)
    assert told["stopped"] == number.name
    assert 0 < told["new"] < MANY
    rest = entente("ingest", file, "--store", path, "--json")
    assert (summary(rest)["known"], summary(rest)["new"]) == (told["new"], MANY - told["new"])


@pytest.mark.skipif(os.name == "nt", reason="signals of another system")
def test_a_run_that_was_killed_is_made_good_by_the_next(tmp_path: Path, path: Path) -> None:
    file = many(tmp_path)
    process = started(file, path)
    process.kill()
    process.communicate(timeout=60)
    rest = entente("ingest", file, "--store", path, "--json")
    assert 0 < summary(rest)["known"] < MANY
    assert summary(rest)["known"] + summary(rest)["new"] == MANY
    entente("ingest", file, "--store", tmp_path / "whole.sqlite")
    assert stored(path) == stored(tmp_path / "whole.sqlite")


def many(folder: Path) -> Path:
    """A file of different articles."""
    words = TEXT.split()
    lines = [story(id=f"s{one}", text=" ".join(random.Random(one).choices(words, k=80))) for one in range(MANY)]
    return write_lines(folder / "news.jsonl", lines)


def started(file: Path, path: Path) -> subprocess.Popen[bytes]:
    """A process that reads the file slowly and has stored its first batch."""
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, "ingest", str(file), "--store", str(path), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    for _ in range(600):
        if path.exists() and in_store(path, lambda store: store.known(["s0"])):
            break
        time.sleep(0.1)
    return process


def test_the_common_reader_is_the_shipped_one(monkeypatch: pytest.MonkeyPatch) -> None:
    read = pytest.importorskip("ingest.nlp.read")
    shipped = FixedReader()
    monkeypatch.setattr(read, "Reader", lambda: shipped)
    assert common.reader() is shipped
