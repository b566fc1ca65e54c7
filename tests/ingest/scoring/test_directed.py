"""Directed scores over given pairs, and CORE's lines as pairs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.nlp.given import GivenPair, PairAnswer
from ingest.scoring import core
from ingest.scoring.directed import Tie, counts, tie

SENTENCE = "In 2014 , `` Brume '' ( France ) was bought by Halcyon 's arm for $ 2 ."
TOKENS = SENTENCE.split()
LINE = {
    "relation": "acquired_by",
    "invert_relation": 0,
    "context": TOKENS,
    "e1_start": 4,
    "e1_end": 4,
    "e2_start": 12,
    "e2_end": 14,
}


def test_the_wrong_direction_is_one_too_many_and_one_missing() -> None:
    bought, sold = tie("ACQUIRED", forward=True), tie("ACQUIRED", forward=False)
    found = counts([(bought, sold), (bought, bought), (None, sold), (bought, None), (None, None)])
    assert found["all"] == found["ACQUIRED"] == {"tp": 1, "fp": 2, "fn": 2}


def test_symmetric_relations_have_no_direction() -> None:
    assert tie("COMPETES_WITH", forward=False) == tie("COMPETES_WITH", forward=True)


def test_tokens_are_joined_as_people_write_and_names_stay_where_they_are() -> None:
    pair = core.pair_of(LINE)
    assert pair.text == "In 2014, “Brume” (France) was bought by Halcyon's arm for $2."
    assert (pair.text[slice(*pair.a)], pair.text[slice(*pair.b)]) == ("Brume", "Halcyon's arm")


@pytest.mark.parametrize(
    ("relation", "inverted", "expected"),
    [
        ("acquired_by", 0, Tie("ACQUIRED", False)),
        ("acquired_by", 1, Tie("ACQUIRED", True)),
        ("client_of", 1, Tie("CLIENT_OF", False)),
        ("shareholder_of", 0, Tie("INVESTED_IN", True)),
        ("competitor_of", 1, Tie("COMPETES_WITH", True)),
        ("merged_with", 0, None),
        ("undefined", 0, None),
    ],
)
def test_the_mapping_turns_relations_into_ours(relation: str, inverted: int, expected: Tie | None) -> None:
    mapping = json.loads(core.MAPPING.read_text("utf-8"))
    assert core.tie_of({"relation": relation, "invert_relation": inverted}, mapping) == expected


class Fixed:
    """Says that the second name bought the first; of a text with "nobody", that nobody is tied."""

    def read_many(self, pairs: Iterable[GivenPair]) -> Iterator[PairAnswer | None]:
        for pair in pairs:
            yield PairAnswer(None, True, 0.9) if "nobody" in pair.text else PairAnswer("ACQUIRED", False, 0.8)


def test_the_script_prints_the_scores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines: list[dict[str, Any]] = [LINE, {**LINE, "invert_relation": 1}, {**LINE, "context": ["nobody", *TOKENS[1:]]}]
    file = tmp_path / "pairs.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    monkeypatch.setattr(core, "pair_reader", lambda threshold: Fixed())
    assert core.main([str(file), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["directed"]["all"] == {"precision": 0.5, "recall": 0.333, "f1": 0.4, "required": 3}
    assert figures["undirected"]["f1"] == 0.8
    assert figures["curve"]["0.9"]["f1"] == 0.0
    assert core.main([str(file), "--first", "1"]) == 0
    assert "directed, all           1.000   1.000  1.000         1" in capsys.readouterr().out
    assert core.main([str(tmp_path / "none")]) == 2
    assert "cannot be read" in capsys.readouterr().err
