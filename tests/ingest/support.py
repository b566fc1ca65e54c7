"""What the tests of ingest share: articles, claims, a reader that finds fixed claims."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ingest.prepare import Prepared, prepare
from ingest.sources.base import Draft
from schemas.convert import to_record
from schemas.model import Article, ArticleRecord
from schemas.wire import ArticleIn, ClaimsRecord

TITLE = "Meta takes 49% of Scale AI"
TEXT = (
    "Meta is buying a stake of 49% in Scale AI, and Alexandr Wang, who runs the company, is to join Meta.\n"
    "OpenAI, which used to buy its training data from Scale AI, has ended the contract, its spokesman told Bloomberg.\n"
    "Google is also said to be looking at other suppliers, because it does not want a rival to see its work."
)
STAKE = "Meta is buying a stake of 49% in Scale AI"
CONTRACT = "OpenAI, which used to buy its training data from Scale AI, has ended the contract"


def story(**changes: Any) -> dict[str, Any]:
    """An article to read."""
    return {
        "id": "s1",
        "url": "https://news.example/s1",
        "publisher": "The Example",
        "title": TITLE,
        "text": TEXT,
        "published": "2025-06-14",
        "lang": "en",
        **changes,
    }


def claim(**changes: Any) -> dict[str, Any]:
    """Meta's stake in Scale AI, as a claim of the story."""
    return {
        "subject": "e1",
        "relation": "INVESTED_IN",
        "object": "e2",
        "title": None,
        "role": None,
        "event": "start",
        "status": "active",
        "modality": "asserted",
        "amount": None,
        "stake_percent": 49,
        "date": None,
        "attributed_to": None,
        "scope": "sentence",
        "optional": False,
        "evidence": STAKE,
        **changes,
    }


def curated(**changes: Any) -> dict[str, Any]:
    """The story with its entities and two claims."""
    ended = {"relation": "CLIENT_OF", "subject": "e3", "event": "end", "status": "ended", "stake_percent": None}
    return {
        **story(),
        "entities": [
            {"id": "e1", "type": "Organization", "kind": "company", "name": "Meta", "aliases": ["Meta"]},
            {"id": "e2", "type": "Organization", "kind": "company", "name": "Scale AI", "aliases": ["Scale AI"]},
            {"id": "e3", "type": "Organization", "kind": "company", "name": "OpenAI", "aliases": ["OpenAI"]},
        ],
        "claims": [claim(), claim(**ended, evidence=CONTRACT)],
        **changes,
    }


def draft(record: dict[str, Any], place: str = "here") -> Draft:
    """A draft with claims where the record has some."""
    model = ClaimsRecord if "claims" in record else ArticleIn
    return Draft(place, model.model_validate(record))


def ready(record: dict[str, Any]) -> Prepared:
    """The record prepared as `load` does."""
    return prepare(draft(record), boilerplate=False)


def made(record: dict[str, Any], made_by: str = "test") -> ArticleRecord:
    """The record with the claims that came with it."""
    item = ready(record)
    assert isinstance(item.draft.record, ClaimsRecord)
    return to_record(item.draft.record, item.article, made_by=made_by)


class FixedReader:
    """Finds Meta's stake wherever its sentence stands; breaks on an article that tells it to. Counts what it reads."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def read_many(self, articles: Iterable[Article]) -> Iterator[ArticleRecord]:
        for article in articles:
            self.read.append(article.id)
            if "BREAK" in article.text:
                raise ValueError("as told")
            yield self._one(article)

    def _one(self, article: Article) -> ArticleRecord:
        if STAKE not in article.body:
            return ArticleRecord(article, (), (), "fixed 1")
        found = curated(text=article.text, title=article.title, id=article.id)
        wire = ClaimsRecord.model_validate({**found, "claims": found["claims"][:1]})
        return to_record(wire, article, made_by="fixed 1")


def write_lines(path: Path, records: Iterable[Any]) -> Path:
    """A JSONL file."""
    path.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in records), encoding="utf-8")
    return path
