"""The sample stories: twenty valid records, ten in each language, with the events that the demo asks about."""

import json
from collections import Counter
from datetime import date
from importlib import resources
from typing import Any

import pytest

from schemas import aliases, dates
from schemas.model import EntityType
from schemas.names import fold

FIELDS = {"id", "url", "publisher", "title", "text", "published", "lang", "fact_sources"}
# Words by which a story of each language is told from one of the other: more of its own than of the other's.
COMMON = {
    "fr": {"le", "la", "les", "des", "est", "dans", "une", "et"},
    "en": {"the", "of", "and", "to", "is", "in", "for"},
}
SEED = ("Meta", "Scale AI", "OpenAI", "Google", "Alexandr Wang", "Jason Droege")
EVENTS = [
    ("fr", (*SEED, "14,3 milliards", "49 %")),
    ("en", (*SEED, "$14.3 billion", "49%")),
    ("fr", ("Microsoft", "OpenAI", "Inflection AI", "Mustafa Suleyman")),
    ("fr", ("Amazon", "Anthropic", "AWS", "Google")),
    ("en", ("Google", "Anthropic", "14%")),
    ("en", ("Nvidia", "CoreWeave", "Meta", "OpenAI")),
    ("fr", ("Mistral AI", "ASML", "Microsoft")),
    ("fr", ("xAI", "X, l'ancien Twitter", "Elon Musk", "OpenAI")),
    ("fr", ("New York Times", "OpenAI", "AFP")),
    ("en", ("Safe Superintelligence", "Ilya Sutskever", "Daniel Gross")),
    ("en", ("Thinking Machines Lab", "Mira Murati")),
    ("fr", ("Hugging Face", "Salesforce")),
    ("en", ("Universal Music Group", "Anthropic")),
    ("en", ("Character.AI", "Google", "Noam Shazeer")),
    ("en", ("Windsurf", "Google", "Cognition")),
    ("fr", ("H Company", "Charles Kantor")),
    ("fr", ("Poolside", "Nvidia", "CoreWeave")),
    ("en", ("Databricks", "MosaicML", "Snowflake")),
    ("en", ("OpenAI", "AMD", "Nvidia", "Microsoft")),
    ("fr", ("Kyutai", "Xavier Niel", "Scaleway")),
]


@pytest.fixture(scope="module")
def stories() -> list[dict[str, Any]]:
    text = resources.files("ingest").joinpath("samples", "stories.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_there_are_ten_in_each_language(stories: list[dict[str, Any]]) -> None:
    assert Counter(story["lang"] for story in stories) == {"fr": 10, "en": 10}
    assert len({story["id"] for story in stories}) == 20


def test_every_record_is_whole(stories: list[dict[str, Any]]) -> None:
    for story in stories:
        assert set(story) == FIELDS, story["id"]
        assert all(isinstance(story[field], str) for field in FIELDS - {"fact_sources"}), story["id"]
        assert 120 <= len(story["text"].split()) <= 350, story["id"]
        assert story["title"].strip(), story["id"]
        assert story["fact_sources"], story["id"]
        assert date(2023, 1, 1) <= dates.day(story["published"]) <= date(2025, 12, 31), story["id"]


def test_publishers_are_ours(stories: list[dict[str, Any]]) -> None:
    table = aliases.load()
    for story in stories:
        assert story["publisher"].startswith("Entente "), story["id"]
        assert table.lookup(EntityType.ORGANIZATION, story["publisher"]) is None
        assert story["url"] == ""


def test_each_story_is_in_the_language_it_says(stories: list[dict[str, Any]]) -> None:
    for story in stories:
        words = fold(story["text"]).split()
        counts = {lang: sum(word in common for word in words) for lang, common in COMMON.items()}
        assert max(counts, key=lambda lang: counts[lang]) == story["lang"], story["id"]


@pytest.mark.parametrize(("lang", "words"), EVENTS)
def test_the_events_are_told(stories: list[dict[str, Any]], lang: str, words: tuple[str, ...]) -> None:
    plain = [(one["lang"], " ".join(f"{one['title']} {one['text']}".split())) for one in stories]
    assert any(tongue == lang and all(word in text for word in words) for tongue, text in plain)


def test_the_seed_story_is_told_by_two_publishers(stories: list[dict[str, Any]]) -> None:
    tellers = {story["publisher"] for story in stories if all(name in story["text"] for name in SEED)}
    assert len(tellers) == 2


def test_no_paragraph_is_told_twice(stories: list[dict[str, Any]]) -> None:
    paragraphs = Counter(part for story in stories for part in story["text"].split("\n\n"))
    assert [part for part, times in paragraphs.items() if times > 1] == []
