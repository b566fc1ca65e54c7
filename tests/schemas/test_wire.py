"""Records at the edges: what is taken, what is refused in which words, and the schemas that say so to others."""

from __future__ import annotations

import json
from datetime import date
from importlib import resources
from typing import Any

import pytest

from schemas import wire
from schemas.errors import InputError
from schemas.wire import ArticleIn, ClaimsRecord
from tests.ingest.support import claim, curated, story


def refused(model: type[ArticleIn], record: object) -> str:
    with pytest.raises(InputError) as caught:
        wire.parse(model, record)
    return str(caught.value)


def test_only_the_text_is_required() -> None:
    one = wire.parse(ArticleIn, {"text": "Words.", "unknown": [1]})
    assert (one.text, one.id, one.url, one.title, one.publisher, one.published, one.lang) == (
        ("Words.", None, "", "", None, None, None)
    )
    assert refused(ArticleIn, {"title": "Words."}) == "text: is missing"


def test_null_is_nothing_and_a_number_is_an_id() -> None:
    one = wire.parse(ArticleIn, {"text": "Words.", "id": 7, "url": None, "title": None, "published": ""})
    assert (one.id, one.url, one.title, one.published) == ("7", "", "", None)
    assert "id" in refused(ArticleIn, {"text": "Words.", "id": True})


@pytest.mark.parametrize(
    "text", ["2025-06-18", "2025-06-18T23:30:00Z", "2025-06-18 08:00", "2025-06-18T00:10:00+02:00"]
)
def test_the_day_of_publication_is_the_one_written(text: str) -> None:
    assert wire.parse(ArticleIn, story(published=text)).published == date(2025, 6, 18)


@pytest.mark.parametrize(
    "value", ["yesterday", "2025-02-30", "2025-06", "18/06/2025", "2025-06-18Tnoon", 20250618, [], "0000-01-01"]
)
def test_what_is_no_day_is_refused(value: object) -> None:
    assert "published" in refused(ArticleIn, story(published=value))
    assert "2025-06-12" in refused(ArticleIn, story(published=value))


@pytest.mark.parametrize(("value", "kind"), [([], "a list"), ("x", "a text"), (3, "a number"), (None, "null")])
def test_what_is_no_object_is_refused(value: object, kind: str) -> None:
    assert refused(ArticleIn, value) == f"is no JSON object but {kind}"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"relation": "LOVES"}, "unknown relation LOVES"),
        ({"status": "over"}, "status"),
        ({"modality": "sure"}, "modality"),
        ({"confidence": 0}, "confidence"),
        ({"confidence": 1.01}, "confidence"),
        ({"confidence": "NaN"}, "confidence"),
        ({"stake_percent": 101}, "stake_percent"),
        ({"amount": {"value": 5, "currency": "euros"}}, "amount.currency"),
        ({"amount": {"value": -5, "currency": "EUR"}}, "amount.value"),
        ({"date": "soon"}, "date"),
        ({"evidence": ""}, "evidence"),
        ({"scope": "book"}, "scope"),
        ({"event": "middle"}, "event"),
        ({"role": "king"}, "role"),
    ],
)
def test_a_wrong_claim_is_named(change: dict[str, Any], words: str) -> None:
    message = refused(ClaimsRecord, curated(claims=[claim(), claim(**change)]))
    assert words in message
    assert message.startswith("claim 2 (e1 ")


@pytest.mark.parametrize("key", ["subject", "relation", "object", "status", "modality", "evidence"])
def test_a_claim_must_say_what_it_says(key: str) -> None:
    without = {name: value for name, value in claim().items() if name != key}
    assert f"{key}: is missing" in refused(ClaimsRecord, curated(claims=[without]))


def test_many_faults_are_counted() -> None:
    message = refused(ClaimsRecord, curated(claims=[{}]))
    assert message.endswith("(and 3 more)")


def test_a_wrong_entity_is_named() -> None:
    message = refused(ClaimsRecord, curated(entities=[{"id": "e1", "type": "Planet", "name": "Mars"}]))
    assert message.startswith("entity 1 (Mars), type: ")


def test_schemas_are_those_of_the_models() -> None:
    """If this fails: `python -m schemas.json` writes them anew."""
    for name, schema in wire.json_schemas().items():
        assert json.loads(resources.files("schemas.json").joinpath(name).read_text("utf-8")) == schema
