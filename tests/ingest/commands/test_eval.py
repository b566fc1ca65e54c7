"""`entente eval` from outside, with a reader that has fixed findings and with a file of findings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from ingest.cli import app
from ingest.commands import eval as command
from tests.ingest.support import CONTRACT, STAKE, FixedReader, claim, curated, write_lines


@pytest.fixture(autouse=True)
def fixed_reader(monkeypatch: pytest.MonkeyPatch) -> FixedReader:
    reader = FixedReader()
    monkeypatch.setattr(command, "reader", lambda: reader)
    return reader


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """One story in English and one in French, two claims each."""
    return write_lines(tmp_path / "gold.jsonl", [curated(), curated(id="s2", lang="fr")])


def entente(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["eval", *(str(one) for one in arguments)])


def figures(result: Result) -> dict[str, Any]:
    shape: dict[str, Any] = json.loads(result.stdout)
    return shape


def test_the_reader_is_scored_per_language(gold: Path, fixed_reader: FixedReader) -> None:
    result = entente(gold)
    assert result.exit_code == 0
    assert fixed_reader.read == ["s1", "s2"]
    assert result.stdout.count(": 1 article\n") == 2
    claims, clients = "claims".ljust(34), "  CLIENT_OF".ljust(34)
    assert f"{claims}    1.000   0.500  0.667  0.667 – 0.667        4      2\n" in result.stdout
    assert f"{clients}    0.000   0.000  0.000                       2      0\n" in result.stdout
    assert "stake               right in 2 of 2 (1.000)" in result.stdout


def test_a_file_of_findings_is_scored_without_reading(tmp_path: Path, gold: Path, fixed_reader: FixedReader) -> None:
    story = curated()
    found = {"id": "s2", "entities": story["entities"], "claims": [claim(confidence=0.9), claim(status="ended")]}
    result = entente(gold, "--predicted", write_lines(tmp_path / "found.jsonl", [found]), "--json")
    assert result.exit_code == 0
    assert fixed_reader.read == []
    sets = figures(result)["sets"]
    assert list(sets) == ["en", "fr", "all"]
    assert [sets[lang]["not_read"] for lang in sets] == [1, 0, 1]
    assert sets["en"]["claim"]["all"]["found"] == 0
    assert sets["fr"]["claim"]["all"]["precision"] == 1.0
    assert sets["fr"]["status"]["all"]["precision"] == 0.5


def test_errors_are_shown_with_their_sentences(tmp_path: Path, gold: Path) -> None:
    wrong = {"id": "s1", "entities": curated()["entities"], "claims": [claim(relation="SUED", confidence=0.75)]}
    found = write_lines(tmp_path / "found.jsonl", [wrong])
    result = entente(gold, "--predicted", found, "--errors", "3")
    wrong_stake, missed_stake = (
        f"wrong (0.75)  Meta SUED Scale AI\n    “{STAKE}”",
        f"Meta INVESTED_IN Scale AI\n    “{STAKE}”",
    )
    assert f"s1  {wrong_stake}" in result.stdout
    assert f"s1  missed  {missed_stake}" in result.stdout
    assert f"s1  missed  OpenAI CLIENT_OF Scale AI\n    “{CONTRACT}”" in result.stdout
    assert "s2  missed" not in result.stdout
    assert len(figures(entente(gold, "--predicted", found, "--errors", "100", "--json"))["errors"]) == 5


def test_a_threshold_leaves_out_less_certain_claims(tmp_path: Path, gold: Path) -> None:
    found = {"id": "s1", "entities": curated()["entities"], "claims": [claim(confidence=0.6)]}
    file = write_lines(tmp_path / "found.jsonl", [found])
    for at, expected in (("0.6", 1), ("0.61", 0)):
        result = figures(entente(gold, "--predicted", file, "--at", at, "--json"))
        assert result["sets"]["en"]["claim"]["all"]["found"] == expected


def test_what_cannot_be_used_is_told_and_what_cannot_be_read_counts_as_missed(tmp_path: Path) -> None:
    broken = curated(id="s3", text=f"{curated()['text']} BREAK")
    gold = write_lines(tmp_path / "gold.jsonl", [curated(), {"id": "x"}, broken])
    result = entente(gold, "--json")
    assert result.exit_code == 1
    shape = figures(result)
    assert (shape["sets"]["en"]["articles"], shape["sets"]["en"]["not_read"]) == (2, 1)
    assert shape["sets"]["en"]["claim"]["all"]["required"] == 4
    assert len(shape["failed"]) == 2
    assert shape["failed"][0].startswith(f"{gold}:2: not a record")
    assert f"{gold}:3: the reader broke on it" in result.stderr


def test_lines_of_findings_that_cannot_be_used_are_told(tmp_path: Path, gold: Path) -> None:
    found = tmp_path / "found.jsonl"
    found.write_text('{"id": "s1", "claims": [{}]}\nnot json\n', "utf-8")
    result = entente(gold, "--predicted", found)
    assert result.exit_code == 1
    assert f"{found}:1: not a record" in result.stderr
    assert f"{found}:2: not JSON" in result.stderr
    assert "2 inputs failed" in result.stdout


def test_nothing_to_score_is_an_error(tmp_path: Path, gold: Path) -> None:
    empty = write_lines(tmp_path / "empty.jsonl", [])
    for arguments in ((empty,), (tmp_path / "none.jsonl",), (gold, "--predicted", tmp_path / "none.jsonl")):
        result = entente(*arguments)
        assert result.exit_code == 2
        assert result.stderr.startswith("entente: ")
