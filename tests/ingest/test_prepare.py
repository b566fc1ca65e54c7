"""Drafts become articles with a stable id, in one language."""

from __future__ import annotations

from ingest.prepare import prepare, prepared
from ingest.sources.base import Draft, Failure
from schemas.wire import ArticleIn
from tests.ingest.support import TEXT, draft, story


def test_what_is_given_is_kept() -> None:
    item = prepare(draft(story()))
    article = item.article
    assert (article.id, article.lang, article.publisher, str(article.published)) == (
        "s1",
        "en",
        "The Example",
        "2025-06-14",
    )
    assert (article.text, article.url, item.notes) == (TEXT, "https://news.example/s1", ())


def test_an_id_is_made_of_the_content() -> None:
    one, again = prepare(draft(story(id=None))), prepare(draft(story(id=" ")))
    other = prepare(draft(story(id=None, publisher="Another")))
    assert one.article.id == again.article.id != other.article.id
    assert one.article.id.startswith("a-")


def test_an_id_made_for_a_file_tells_which() -> None:
    item = prepare(Draft("x/Métà deal.txt", ArticleIn(text=TEXT), "Métà deal"))
    assert item.article.id.startswith("meta-deal-")


def test_fields_cannot_break_a_line_or_a_store() -> None:
    article = prepare(draft(story(id="a\nb\x00", publisher=" The\ud83d\nExample ", url=" u "))).article
    assert (article.id, article.publisher, article.url) == ("a b", "The\ufffd Example", "u")
    assert prepare(draft(story(publisher=" "))).article.publisher is None


def test_what_cannot_be_used_is_a_failure_with_its_place() -> None:
    before = Failure("elsewhere", "cannot be read")
    results = list(prepared([before, draft(story(text=" "), "f:1"), draft(story(), "f:2")]))
    assert results[:2] == [before, Failure("f:1", "no text")]
    assert not isinstance(results[2], Failure)
