"""The figures are those of the script beside the gold stories, whatever was found."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.scoring.compare import compare
from ingest.scoring.reading import load_found, looked_up
from ingest.scoring.report import report
from ingest.sources.base import Failure
from ingest.sources.jsonl import JsonLines
from schemas.wire import ClaimsRecord

GOLD = Path(__file__).parents[4] / "shared" / "gold"
SCRIPT = GOLD / "score.py"
RELATIONS = ("ACQUIRED", "PARTNER_OF", "COMPETES_WITH", "HOLDS_ROLE")
pytestmark = pytest.mark.skipif(not SCRIPT.is_file(), reason="the gold stories are not beside this checkout")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_figures_are_equal(tmp_path: Path, lang: str, seed: int) -> None:
    stories = GOLD / f"dev_{lang}.jsonl"
    predicted = tmp_path / "found.jsonl"
    dice = random.Random(seed)
    lines = [json.loads(line) for line in stories.read_text("utf-8").splitlines()]
    changed = [json.dumps(perturbed(line, dice)) for line in lines if dice.random() < 0.9]
    predicted.write_text("\n".join(changed), "utf-8")

    assert ours(stories, predicted) == theirs(stories, predicted)


def theirs(stories: Path, predicted: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(stories), str(predicted), "--json"], capture_output=True, check=True
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def ours(stories: Path, predicted: Path) -> dict[str, Any]:
    """The same figures under the script's names."""
    found, failures = load_found(predicted)
    assert failures == []
    pairs = list(looked_up(JsonLines(ClaimsRecord).read(stories), found))
    figures = report([compare(one.gold, one.found, body=one.body) for one in pairs if not isinstance(one, Failure)])
    renamed = {"articles": figures["articles"], "not predicted": figures["not_read"]}
    for measure in ("entity", "claim", "status"):
        for part, value in figures[measure].items():
            renamed[f"{measure} {part}"] = {name: number for name, number in value.items() if name != "found"}
    for name in ("title", "amount", "stake_percent"):
        renamed[name] = {"right": figures[name]["right"], "of": figures[name]["of"]}
    return renamed


def perturbed(story: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """What a bad reader might find: names cut, split and merged, claims lost, turned, changed and made up."""
    entities = [_entity(one, dice) for one in story["entities"] if dice.random() < 0.9]
    if entities and dice.random() < 0.5:
        entities[0] = {**entities[0], "aliases": [*entities[0]["aliases"], *entities[-1]["aliases"]]}
    claims = [_claim(one, dice) for one in story["claims"] if dice.random() < 0.8]
    return {"id": story["id"], "entities": entities, "claims": [*claims, *_made_up(story, dice)]}


def _entity(one: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    name = dice.choice(
        [one["name"], one["name"].upper(), f"the {one['name']}", f"{one['name']}’s", f"{one['name']} Inc"]
    )
    name = name if dice.random() < 0.9 else "Nobody Known"
    kind = one["type"] if dice.random() < 0.9 else "Person"
    return {"id": one["id"], "type": kind, "name": name, "aliases": one["aliases"][: dice.randint(0, 2)]}


def _claim(one: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    changed = {name: value for name, value in one.items() if name != "optional"}
    if dice.random() < 0.15:
        changed["subject"], changed["object"] = one["object"], one["subject"]
    if dice.random() < 0.1:
        changed["relation"] = dice.choice(RELATIONS)
    if dice.random() < 0.2:
        changed["status"] = dice.choice(["active", "ended", "planned", "abandoned"])
    if dice.random() < 0.2:
        changed["modality"] = dice.choice(["asserted", "hedged", "denied"])
    if one["title"]:
        changed["title"] = dice.choice([one["title"], one["title"].upper(), f"deputy {one['title']}", "clerk", None])
    if one["amount"]:
        value = one["amount"]["value"] * dice.choice([1, 1.009, 1.02])
        changed["amount"] = dice.choice([None, {"value": value, "currency": dice.choice(["USD", "eur"])}])
    if one["stake_percent"] is not None:
        changed["stake_percent"] = dice.choice([None, one["stake_percent"] - 0.5, one["stake_percent"] - 1])
    return changed


def _made_up(story: dict[str, Any], dice: random.Random) -> Iterator[dict[str, Any]]:
    ids = [one["id"] for one in story["entities"]]
    for _ in range(dice.randint(0, 4) if ids else 0):
        yield {"subject": dice.choice(ids), "relation": dice.choice(RELATIONS), "object": dice.choice(ids)}
