"""`who`, `path` and `conflicts` as a person and a program use them, over a small curated store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from ingest.cli import app

NAMES = {"e1": "Halcyon Labs", "e2": "Brume", "e3": "Ferrand [bold]", "e4": "Lina Ott", "e5": "Isolde"}
SENTENCES = {
    "client": "Halcyon Labs buys labelled data from Brume.",
    "stake": "Ferrand [bold] took 40% of Brume on 2 May 2024.",
    "rival": "Ferrand [bold] is the main rival of Halcyon Labs.",
    "post": "Lina Ott was chief executive of Brume until 2023.",
    "rumour": "Isolde is said to weigh a purchase of Brume.",
}


def claim(subject: str, relation: str, object_: str, sentence: str, **more: Any) -> dict[str, Any]:
    base = {"title": None, "role": None, "event": None, "status": "active", "modality": "asserted", "amount": None}
    more_base = {"stake_percent": None, "date": None, "attributed_to": None, "scope": "sentence", "optional": False}
    ends = {"subject": subject, "relation": relation, "object": object_, "evidence": SENTENCES[sentence]}
    return {**base, **more_base, **ends, **more}


ARTICLE = {
    "id": "a1",
    "lang": "en",
    "url": "",
    "publisher": "Ferrand [bold]",
    "published": "2024-05-03",
    "title": "Ferrand buys in",
    "text": " ".join(SENTENCES.values()),
    "entities": [
        {
            "id": id_,
            "type": "Person" if id_ == "e4" else "Organization",
            "kind": None if id_ == "e4" else "company",
            "name": name,
            "aliases": [name],
        }
        for id_, name in NAMES.items()
    ],
    "claims": [
        claim("e1", "CLIENT_OF", "e2", "client"),
        claim("e3", "INVESTED_IN", "e2", "stake", event="start", date="2024-05-02", stake_percent=40),
        claim("e3", "COMPETES_WITH", "e1", "rival"),
        claim("e4", "HOLDS_ROLE", "e2", "post", status="ended", event="end", date="2023", title="chief executive"),
        claim("e5", "ACQUIRED", "e2", "rumour", status="planned", modality="hedged"),
    ],
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with the curated article."""
    folder = tmp_path_factory.mktemp("asking")
    file = folder / "claims.jsonl"
    file.write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    url = str(folder / "store.sqlite")
    assert ask("load", str(file), store=url).exit_code == 0
    return url


def ask(*arguments: str, store: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--store", store])


def asked(*arguments: str, store: str) -> Any:
    return json.loads(ask(*arguments, "--json", store=store).stdout)


def test_a_path_in_words_has_its_quotes_and_keeps_brackets(store: str) -> None:
    result = ask("path", "halcyon labs", "Lina Ott", store=store)
    assert result.exit_code == 0
    assert "Halcyon Labs and Lina Ott are linked in 2 ways; the shortest has 2 steps." in result.stdout
    assert "Halcyon Labs ── client of ─▶ Brume ◀─ holds role, ended ── Lina Ott" in result.stdout
    assert "“Halcyon Labs buys labelled data from Brume.”" in result.stdout
    assert "Ferrand [bold]" in result.stdout


def test_a_path_as_json_has_the_shape_that_programs_read(store: str) -> None:
    answer = asked("path", "Halcyon Labs", "Lina Ott", "--max-hops", "2", store=store)
    assert (answer["from"], answer["to"], answer["truncated"]) == ("Halcyon Labs", "Lina Ott", False)
    (path,) = answer["paths"]
    assert [(hop["from"], hop["to"]) for hop in path["hops"]] == [("Halcyon Labs", "Brume"), ("Brume", "Lina Ott")]
    (post,) = path["hops"][1]["links"]
    assert (post["relation"], post["status"], post["until"]) == ("HOLDS_ROLE", "ended", ["2023-01-01", "2023-12-31"])
    evidence = post["evidence"][0]
    body = f"{ARTICLE['title']}\n{ARTICLE['text']}"
    assert body[evidence["start"] : evidence["end"]] == evidence["quote"] == SENTENCES["post"]
    assert answer["searched"]["articles"] == 1
    assert answer["searched"]["filters"]["max_hops"] == 2


def test_filters_work_inside_the_search(store: str) -> None:
    assert ask("path", "Halcyon Labs", "Lina Ott", "--as-of", "2024-05-03", store=store).exit_code == 1
    assert ask("path", "Halcyon Labs", "Lina Ott", "--status", "active", store=store).exit_code == 1
    assert ask("path", "Isolde", "Brume", store=store).exit_code == 1
    both = asked("path", "Isolde", "Brume", "--planned", "--hedged", store=store)
    assert both["paths"][0]["hops"][0]["links"][0]["modality"] == "hedged"
    only = asked("path", "Halcyon Labs", "Ferrand [bold]", "--relation", "competes-with", store=store)
    assert [len(path["hops"]) for path in only["paths"]] == [1]


def test_no_path_is_an_honest_none(store: str) -> None:
    result = ask("path", "Isolde", "Halcyon Labs", store=store)
    assert result.exit_code == 1
    assert "No link found between Isolde and Halcyon Labs within 4 steps." in result.stdout
    assert "Searched 1 article, 2024-05-03 to 2024-05-03" in result.stdout
    assert "--hedged" in result.stdout


def test_an_unknown_name_gets_the_nearest(store: str) -> None:
    result = ask("path", "Halcion Labs", "Brume", store=store)
    assert result.exit_code == 2
    assert "No entity is called “Halcion Labs”. Near names: Halcyon Labs" in result.stderr


def test_one_entity_twice_is_told(store: str) -> None:
    result = ask("path", "Brume", "brume", store=store)
    assert result.exit_code == 2
    assert "one entity" in result.stderr


def test_a_conflict_in_words_names_its_rule_and_the_party_that_speaks(store: str) -> None:
    result = ask("conflicts", "Brume", "--no-background", store=store)
    assert result.exit_code == 0
    assert "Halcyon Labs buys from Brume, in which its rival Ferrand [bold] holds a stake." in result.stdout
    assert "rule supplier-part-owned-by-rival" in result.stdout
    assert "(the source is a party)" in " ".join(result.stdout.split())  # lines are wrapped


def test_a_conflict_as_json(store: str) -> None:
    answer = asked("conflicts", "--rule", "supplier-part-owned-by-rival", store=store)
    (found,) = answer["conflicts"]
    assert found["roles"] == {"client": "Halcyon Labs", "supplier": "Brume", "rival": "Ferrand [bold]"}
    assert (found["overlap"], found["severity"], found["by_claims_only"]) == ("certain", 1, True)
    assert {leg["relation"] for leg in found["legs"]} == {"CLIENT_OF", "INVESTED_IN", "COMPETES_WITH"}
    assert all(leg["evidence"][0]["source_is_party"] for leg in found["legs"])


def test_conflicts_in_french(store: str) -> None:
    result = ask("conflicts", "--lang", "fr", "--rule", "supplier-part-owned-by-rival", store=store)
    assert "Halcyon Labs" in result.stdout
    assert "buys from Brume, in which" not in result.stdout


def test_no_conflict_is_said(store: str) -> None:
    result = ask("conflicts", "Lina Ott", store=store)
    assert result.exit_code == 1
    assert "No conflicts of interest found around Lina Ott." in result.stdout


def test_who_shows_what_counts_and_all_on_demand(store: str) -> None:
    result = ask("who", "Brume", store=store)
    assert result.exit_code == 0
    assert "is said" not in result.stdout
    counted = asked("who", "Brume", store=store)
    assert [link["relation"] for link in counted["links"]] == ["INVESTED_IN", "CLIENT_OF", "HOLDS_ROLE"]
    everything = asked("who", "Brume", "--all", store=store)
    assert len(everything["links"]) == 4
    assert everything["entity"]["type"] == "Organization"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("conflicts", "--rule", "nonsense"), "supplier-part-owned-by-rival"),
        (("who", "Brume", "--relation", "LOVES"), "HOLDS_ROLE"),
        (("who", "Brume", "--as-of", "2024-13-01"), "2024-13-01"),
        (("conflicts", "--lang", "de"), "en and fr"),
    ],
)
def test_wrong_options_say_what_would_be_right(arguments: tuple[str, ...], words: str, store: str) -> None:
    result = ask(*arguments, store=store)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_claim_on_one_entity_twice_is_counted(tmp_path: Path) -> None:
    entities = [
        {"id": f"e{at}", "type": "Organization", "kind": "company", "name": name, "aliases": [name]}
        for at, name in enumerate(("Brume", "Brume Ltd"), 1)
    ]
    sentence = "Brume belongs to Brume Ltd."
    tie = {**claim("e1", "SUBSIDIARY_OF", "e2", "client"), "evidence": sentence}
    file = tmp_path / "claims.jsonl"
    article = {**ARTICLE, "id": "a2", "text": sentence, "entities": entities, "claims": [tie]}
    file.write_text(json.dumps(article), encoding="utf-8")
    result = ask("load", str(file), store=str(tmp_path / "store.sqlite"))
    assert "1 of them without a tie: both ends are taken for one entity" in result.stdout
