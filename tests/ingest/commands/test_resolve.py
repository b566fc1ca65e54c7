"""`entente resolve` and `entente eval-names` as a person uses them, over a small curated store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from ingest.cli import app
from tests.ingest.commands.test_asking import claim as base_claim
from tests.ingest.stores import stored

TEXTS = {
    "a1": "Pelmora Systems, of Bristol, sells drone cameras to Tidewell Group.",
    "a2": "Tidewell Group buys drone cameras from Bristol's Pelmora.",
    "a3": "Greta Valsund runs Tidewell Group.",
    "a4": "Tidewell Energy, a subsidiary, buys turbines from Kordis.",
}


def article(id_: str, ends: tuple[str, str], relation: str, types: tuple[str, str]) -> dict[str, Any]:
    text = TEXTS[id_]
    entities = [
        {"id": f"e{at}", "type": type_, "kind": None, "name": name, "aliases": [name]}
        for at, (name, type_) in enumerate(zip(ends, types, strict=True))
    ]
    made = base_claim("e0", relation, "e1", "client") | {"evidence": text}
    return {
        "id": id_,
        "lang": "en",
        "url": "",
        "publisher": "P",
        "published": "2025-01-02",
        "title": id_,
        "text": text,
        "entities": entities,
        "claims": [made],
    }


ORGS = ("Organization", "Organization")
ARTICLES = [
    article("a1", ("Tidewell Group", "Pelmora Systems"), "CLIENT_OF", ORGS),
    article("a2", ("Tidewell Group", "Pelmora"), "CLIENT_OF", ORGS),
    article("a3", ("Greta Valsund", "Tidewell Group"), "HOLDS_ROLE", ("Person", "Organization")),
    article("a4", ("Tidewell Energy", "Kordis"), "CLIENT_OF", ORGS),
]


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A store in which one company goes by two names."""
    file = tmp_path / "claims.jsonl"
    file.write_text("".join(f"{json.dumps(one)}\n" for one in ARTICLES), encoding="utf-8")
    url = str(tmp_path / "store.sqlite")
    assert ask("load", str(file), store=url).exit_code == 0
    return url


def ask(*arguments: str, store: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--store", store])


def told(*arguments: str, store: str) -> Any:
    return json.loads(ask(*arguments, "--json", store=store).stdout)


def suppliers(store: str) -> int:
    """How many suppliers Tidewell Group has."""
    return len(told("who", "Tidewell Group", "--relation", "client-of", store=store)["links"])


def test_review_shows_pairs_with_scores_reasons_and_quotes(store: str) -> None:
    answer = told("resolve", "review", store=store)
    (pair,) = answer["pairs"]
    assert {pair["left"]["name"], pair["right"]["name"]} == {"Pelmora Systems", "Pelmora"}
    assert 0.4 < pair["score"] <= 1
    assert pair["reasons"]
    assert [TEXTS["a2"]] in pair["quotes"]
    shown = ask("resolve", "review", store=store).stdout
    assert f"“{TEXTS['a1']}”" in shown
    assert told("resolve", "review", "Greta Valsund", store=store)["pairs"] == []


def test_a_subsidiary_is_not_offered_as_its_parent(store: str) -> None:
    answer = told("resolve", "review", store=store)
    names = {side["name"] for pair in answer["pairs"] for side in (pair["left"], pair["right"])}
    assert "Tidewell Energy" not in names


def test_never_all_pairs(store: str) -> None:
    answer = told("resolve", "review", store=store)
    assert answer["entities"] == 6
    assert answer["compared"] <= 3


def test_same_joins_two_and_undo_brings_the_export_back_byte_for_byte(store: str) -> None:
    before = stored(Path(store))
    assert suppliers(store) == 2
    judged = ask("resolve", "same", "Pelmora Systems", "o:pelmora", "--why", "site", "--by", "Ada", store=store)
    assert judged.exit_code == 0
    assert "are one now" in judged.stdout
    assert suppliers(store) == 1
    assert told("resolve", "review", store=store)["pairs"] == []
    id_ = judged.stdout.split(":")[0] + ":" + judged.stdout.split(":")[1]
    assert ask("resolve", "undo", id_, store=store).exit_code == 0
    assert stored(Path(store)) == before


def test_a_wrong_automatic_merge_is_found_and_undone_in_two_commands(store: str) -> None:
    before = stored(Path(store))
    line = {
        "left": "o:tidewell-group",
        "right": "o:kordis",
        "verdict": "same",
        "who": "model:names-0",
        "when": "2025-02-03T04:05:06+00:00",
        "why": "0.80; names",
    }
    file = Path(store).with_name("wrong.jsonl")
    file.write_text(json.dumps(line), encoding="utf-8")
    assert ask("resolve", "load", str(file), store=store).exit_code == 0
    assert stored(Path(store)) != before

    (found,) = told("resolve", "review", "Kordis", "--automatic", store=store)  # the first command
    assert ask("resolve", "undo", found["id"], store=store).exit_code == 0  # the second
    assert stored(Path(store)) == before


def test_what_was_accepted_and_undone_is_not_accepted_again(store: str) -> None:
    made = told("resolve", "review", "--accept", store=store)["judged"]
    assert len(made) == 1
    assert suppliers(store) == 1
    assert ask("resolve", "undo", made[0], store=store).exit_code == 0
    assert told("resolve", "review", "--accept", store=store)["judged"] == []
    assert suppliers(store) == 2


def test_a_person_goes_before_the_model(store: str) -> None:
    assert told("resolve", "review", "--accept", store=store)["judged"]
    # the names still mean what was read, although both lead to one entity now
    parted = ask("resolve", "different", "Pelmora Systems", "Pelmora", "--why", "two firms", "--by", "A", store=store)
    assert "are two" in parted.stdout
    assert suppliers(store) == 2
    assert told("resolve", "review", "--accept", store=store)["judged"] == []


def test_dump_and_load_give_the_same_store(store: str, tmp_path: Path) -> None:
    assert ask("resolve", "same", "Pelmora Systems", "Pelmora", "--by", "Ada", store=store).exit_code == 0
    after = stored(Path(store))
    dumped = ask("resolve", "dump", store=store).stdout
    (line,) = [json.loads(one) for one in dumped.splitlines()]
    assert (line["verdict"], line["who"], line["undone"]) == ("same", "Ada", False)
    assert ask("resolve", "undo", line["id"], store=store).exit_code == 0
    assert ask("resolve", "dump", store=store).stdout == ""
    assert json.loads(ask("resolve", "dump", "--all", store=store).stdout)["undone"] is True

    other = str(tmp_path / "other.sqlite")
    claims, file = tmp_path / "claims.jsonl", tmp_path / "judgements.jsonl"
    file.write_text(dumped, encoding="utf-8")
    for _ in range(2):
        assert ask("load", str(claims), store=other).exit_code == 0
        assert told("resolve", "load", str(file), store=other)["loaded"] == 1
        assert stored(Path(other)) == after


def test_a_dump_of_nomenklatura_loads(store: str, tmp_path: Path) -> None:
    lines: list[object] = [
        ["NK-abc", "Pelmora Systems", "positive", None, "ada", "2024-05-06T07:08:09"],
        ["NK-abc", "o:pelmora", "positive", 0.9, None, None],
        ["o:tidewell-group", "Tidewell Energy", "negative", 0.4, None, None],
        ["o:kordis", "Pelmora", "no_judgement", 0.5, None, None],
        ["Q1", "Q2", "positive", None, "ada", None],
        ["Q1", "o:kordis", "perhaps", None, "ada", None],
        {"left": "o:kordis", "right": "o:kordis"},
    ]
    file = tmp_path / "nk.jsonl"
    file.write_text("".join(f"{json.dumps(one)}\n" for one in lines) + "no json\n", encoding="utf-8")
    result = ask("resolve", "load", str(file), "--json", store=store)
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    assert answer["loaded"] == 2
    assert answer["passed_over"] == {"a suggestion without judgement": 1, "both ids are one entity here": 1}
    assert len(answer["failed"]) == 4
    assert any("Q1, Q2" in one for one in answer["failed"])
    assert suppliers(store) == 1
    who = {json.loads(one)["who"] for one in ask("resolve", "dump", store=store).stdout.splitlines()}
    assert who == {"ada", "tool:nomenklatura"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("same", "Pelmora", "Nobody Known"),
        ("same", "Pelmora", "PELMORA"),
        ("same", "Pelmora", "Greta Valsund"),
        ("undo", "j:none"),
        ("load", "no/such/file.jsonl"),
    ],
)
def test_what_cannot_be_judged_is_refused(store: str, arguments: tuple[str, ...]) -> None:
    before = stored(Path(store))
    assert ask("resolve", *arguments, store=store).exit_code == 2
    assert stored(Path(store)) == before


def side(name: str, context: str = "") -> dict[str, Any]:
    return {"name": name, "type": "Organization", "kind": "company", "lang": "en", "context": context}


def test_eval_names_counts_by_why_and_hard(tmp_path: Path) -> None:
    rows: list[object] = [
        {
            "id": "1",
            "a": side("Pelmora Optics Ltd"),
            "b": side("Pelmora Optics"),
            "same": True,
            "why": "form",
            "hard": 1,
        },
        {"id": "2", "a": side("Pelmora"), "b": side("Kordis"), "same": True, "why": "secret", "hard": 3},
        {"id": "3", "a": side("Fund II"), "b": side("Fund III"), "same": False, "why": "funds", "hard": 2},
        {"id": "4", "a": side("Fund II")},
    ]
    file = tmp_path / "pairs.jsonl"
    file.write_text("".join(f"{json.dumps(one)}\n" for one in rows), encoding="utf-8")
    result = CliRunner().invoke(app, ["eval-names", str(file), "--json", "--errors", "5"])
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    every = answer["all"]
    assert (every["pairs"], every["precision"], every["recall"]) == (3, 1.0, 0.5)
    assert answer["by_why"]["form"]["recall"] == 1.0
    assert answer["by_hard"]["2"]["precision"] is None
    assert len(answer["slowest"]) == 3
    assert len(answer["failed"]) == 1
    shown = CliRunner().invoke(app, ["eval-names", str(file)])
    assert "secret" in shown.stdout


def test_names_of_the_development_pairs_are_told_apart() -> None:
    file = Path(__file__).parents[4] / "shared" / "gold" / "name_pairs_dev.jsonl"
    if not file.exists():
        pytest.skip("the development pairs are not beside this checkout")
    every = json.loads(CliRunner().invoke(app, ["eval-names", str(file), "--json"]).stdout)["all"]
    assert every["precision"] >= 0.97
    assert every["unsure"] <= 0.15
    assert every["recall"] >= 0.7
