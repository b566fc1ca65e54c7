"""`entente classify-pairs` from outside, with a reader of fixed answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from ingest.cli import app
from ingest.commands import classify_pairs as command
from ingest.nlp.given import GivenPair, PairAnswer
from schemas.model import EntityType, Modality, Status
from tests.ingest.support import write_lines

TEXT = "Meta bought Scale."
LINE: dict[str, Any] = {"id": "p1", "text": TEXT, "a": [0, 4], "b": [12, 17], "lang": "en"}


class Fixed:
    """Answers by a word in the text; keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[GivenPair] = []
        self.calls = 0

    def read_many(self, pairs: Iterable[GivenPair]) -> Iterator[PairAnswer | None]:
        self.calls += 1
        for pair in pairs:
            if "BREAK" in pair.text:
                raise ValueError("as told")
            self.given.append(pair)
            yield self.answer(pair)

    @staticmethod
    def answer(pair: GivenPair) -> PairAnswer | None:
        if "LONG" in pair.text:
            return None
        if "nothing" in pair.text:
            return PairAnswer(None, True, 0.8)
        return PairAnswer("ACQUIRED", pair.a < pair.b, 0.9, Status.ACTIVE, Modality.ASSERTED)


@pytest.fixture(autouse=True)
def fixed(monkeypatch: pytest.MonkeyPatch) -> Fixed:
    reader = Fixed()
    monkeypatch.setattr(command, "pair_reader", lambda threshold: reader)
    return reader


def entente(*arguments: object, input: bytes = b"") -> Result:
    return CliRunner().invoke(app, ["classify-pairs", *(str(one) for one in arguments)], input=input)


def answers(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_each_pair_has_an_answer_in_order_under_its_own_id(tmp_path: Path, fixed: Fixed) -> None:
    turned = {**LINE, "id": 7, "a": [12, 17], "b": [0, 4], "a_type": "Person"}
    nothing = {**LINE, "id": "", "text": f"{TEXT} nothing"}
    source = write_lines(tmp_path / "in.jsonl", [LINE, turned, {**nothing, "id": "p3"}])
    result = entente(source, tmp_path / "out.jsonl")
    assert result.exit_code == 0
    said = {"status": "active", "modality": "asserted"}
    assert answers(tmp_path / "out.jsonl") == [
        {"id": "p1", "relation": "ACQUIRED", "subject": "a", "confidence": 0.9, **said},
        {"id": 7, "relation": "ACQUIRED", "subject": "b", "confidence": 0.9, **said},
        {"id": "p3", "relation": None, "subject": "a", "confidence": 0.8, "status": None, "modality": None},
    ]
    assert fixed.given[1] == GivenPair(TEXT, (12, 17), (0, 4), EntityType.PERSON, EntityType.ORGANIZATION, "en")
    assert "3 pairs classified\n  2 ACQUIRED\n  1 none\n" in result.stdout


BAD = [
    ({"id": "x", "text": TEXT, "a": [0, 4]}, "b: is missing"),
    ({**LINE, "b": [12, 99]}, "b names nothing in a text of 18 characters"),
    ({**LINE, "b": [4, 5]}, "b names nothing"),
    ({**LINE, "b": [14, 12]}, "b names nothing"),
    ({**LINE, "b": [2, 8]}, "a and b overlap"),
    ({**LINE, "a": [-1, 4]}, "a 1: "),
    ({**LINE, "a": ["0", 4]}, "a 1: "),
    ({**LINE, "a": [0, 4, 5]}, "a"),
    ({**LINE, "a_type": "Place"}, "a_type"),
    ({**LINE, "id": None}, "id"),
    ({**LINE, "text": None}, "text"),
    (["no object"], "is no JSON object"),
]


@pytest.mark.parametrize(("bad", "why"), BAD)
def test_a_bad_line_costs_that_line_only(tmp_path: Path, bad: Any, why: str) -> None:
    source = write_lines(tmp_path / "in.jsonl", [LINE, bad, {**LINE, "id": "p2"}])
    result = entente(source, tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert [one["id"] for one in answers(tmp_path / "out.jsonl")] == ["p1", "p2"]
    assert f"{source}:2: not a record" in result.stderr
    assert why in result.stderr
    assert "1 failed: not a record" in result.stdout


def test_a_text_that_breaks_the_reader_costs_that_pair_only(tmp_path: Path) -> None:
    broken, long = {**LINE, "text": f"{TEXT} BREAK"}, {**LINE, "text": f"{TEXT} LONG"}
    source = write_lines(tmp_path / "in.jsonl", [LINE, broken, long, {**LINE, "id": "p2"}])
    result = entente(source, tmp_path / "out.jsonl", "--json")
    assert result.exit_code == 1
    assert [one["id"] for one in answers(tmp_path / "out.jsonl")] == ["p1", "p2"]
    assert f"{source}:2: the reader broke on it: ValueError" in result.stderr
    assert json.loads(result.stdout) == {
        "answers": {"ACQUIRED": 2},
        "failed": 2,
        "reasons": {"cannot be read": 1, "the reader broke on it": 1},
        "stopped": None,
    }


def test_standard_input_and_output_in_batches(fixed: Fixed) -> None:
    lines = [json.dumps({**LINE, "id": number}) for number in range(2 * command.BATCH + 1)]
    result = entente("-", "-", input="\n".join(lines).encode())
    assert result.exit_code == 0
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == list(range(len(lines)))
    assert fixed.calls == 3
    assert f"{len(lines)} pairs classified" in result.stderr


def test_nothing_usable_is_an_error(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("nope\n", "utf-8")
    for source in (bad, tmp_path / "none.jsonl", tmp_path):
        result = entente(source, tmp_path / "out.jsonl")
        assert result.exit_code == 2
        assert "entente: " in result.stderr
    assert entente(write_lines(tmp_path / "in.jsonl", [LINE]), tmp_path / "no" / "out.jsonl").exit_code == 2
