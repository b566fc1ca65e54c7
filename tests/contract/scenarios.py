"""Curated stores with the answers expected of them (`gold/conflicts_dev.jsonl`, shape in `gold/check_conflicts.py`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from schemas.dates import parse
from schemas.model import (
    Article,
    ArticleEntity,
    ArticleRecord,
    Claim,
    EntityType,
    Event,
    Kind,
    LinkFilter,
    Mention,
    Modality,
    Money,
    Quote,
    Role,
    Status,
)
from schemas.names import entity_id

FILE = Path(__file__).parents[3] / "shared" / "gold" / "conflicts_dev.jsonl"


def load(file: Path = FILE) -> list[Mapping[str, Any]]:
    """The scenarios of a file, none where it is absent."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def records(scenario: Mapping[str, Any]) -> list[ArticleRecord]:
    return [record(article) for article in scenario["articles"]]


def record(given: Mapping[str, Any]) -> ArticleRecord:
    article = Article(
        id=given["id"],
        title=given["title"],
        text=given["text"],
        lang=given["lang"],
        url=given["url"],
        publisher=given["publisher"],
        published=date.fromisoformat(given["published"]),
    )
    entities = tuple(_entity(one, article.body) for one in given["entities"])
    return ArticleRecord(
        article=article,
        entities=entities,
        claims=tuple(_claim(one, article.body) for one in given["claims"]),
        made_by="the authors of the scenarios",
        identity=tuple((one.id, entity_id(one.type, one.name)) for one in entities),
    )


def _entity(given: Mapping[str, Any], body: str) -> ArticleEntity:
    starts = {alias: body.index(alias) for alias in given["aliases"]}
    return ArticleEntity(
        id=given["id"],
        type=EntityType(given["type"]),
        name=given["name"],
        kind=Kind(given["kind"]) if given["kind"] else None,
        aliases=tuple(given["aliases"]),
        mentions=tuple(Mention(at, at + len(alias), alias) for alias, at in starts.items()),
    )


def _claim(given: Mapping[str, Any], body: str) -> Claim:
    words = given["evidence"]
    start = body.index(words)
    return Claim(
        relation=given["relation"],
        subject=given["subject"],
        object=given["object"],
        status=Status(given["status"]),
        modality=Modality(given["modality"]),
        quote=Quote(words, start, start + len(words)),
        confidence=given.get("confidence", 1.0),
        event=Event(given["event"]) if given["event"] else None,
        title=given["title"],
        role=Role(given["role"]) if given["role"] else None,
        amount=Money(**given["amount"]) if given["amount"] else None,
        stake_percent=given["stake_percent"],
        date=parse(given["date"]) if given["date"] else None,
        attributed_to=given["attributed_to"],
        scope=given["scope"],
    )


def asked(query: Mapping[str, Any]) -> LinkFilter:
    day = date.fromisoformat(query["as_of"]) if query["as_of"] else None
    return LinkFilter(planned=query["planned"], hedged=query["hedged"], as_of=day)


def ids(scenario: Mapping[str, Any]) -> dict[str, str]:
    """Name -> entity id."""
    entities = [one for article in scenario["articles"] for one in article["entities"]]
    return {one["name"]: entity_id(EntityType(one["type"]), one["name"]) for one in entities}


def same_answers(found: list[dict[str, Any]], query: Mapping[str, Any]) -> bool:
    """Whether these are the expected conflicts, all of them and no other; fails with the difference.

    Severity null is not compared; `contested` and `source_is_party` that are not spoken of are false and none.
    """
    expected = [{"contested": False, "source_is_party": [], **one} for one in query["expect"]]
    expected = [{key: value for key, value in one.items() if value is not None} for one in expected]
    by_case = {_case(one): one for one in expected}
    got = [{key: one[key] for key in by_case.get(_case(one), one)} for one in found]
    if not query.get("ordered", False):
        got, expected = sorted(got, key=_case), sorted(expected, key=_case)
    assert got == expected
    return True


def same_paths(found: list[list[str]], query: Mapping[str, Any]) -> bool:
    """Whether these are the expected paths, in order unless the scenario says otherwise; fails with the difference."""
    expected = query["expect_paths"]
    if not query.get("ordered", True):
        found, expected = sorted(found), sorted(expected)
    assert found == expected
    return True


def _case(one: Mapping[str, Any]) -> tuple[str, tuple[tuple[str, str], ...]]:
    return one["rule"], tuple(sorted(one["roles"].items()))
