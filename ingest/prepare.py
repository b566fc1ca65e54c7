"""From a draft to an article that can be stored and read: cleaned, with its language and an id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from ingest import clean, language
from ingest.sources.base import Draft, Failure
from schemas.errors import InputError
from schemas.model import Article
from schemas.names import fold

MAX_STEM = 60


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with the draft it came from and what was changed in it."""

    draft: Draft
    article: Article
    notes: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where the draft stood."""
        return self.draft.place


def prepared(drafts: Iterable[Draft | Failure], *, boilerplate: bool = True) -> Iterator[Prepared | Failure]:
    """Each draft prepared, or what is wrong with it; failures pass through."""
    for draft in drafts:
        if isinstance(draft, Failure):
            yield draft
            continue
        try:
            yield prepare(draft, boilerplate=boilerplate)
        except InputError as error:
            yield Failure.of(draft.place, error)


def prepare(draft: Draft, *, boilerplate: bool = True) -> Prepared:
    """The article of a draft; without an id of its own it gets one from its content. Raises Refused."""
    record = draft.record
    cleaned = clean.clean(record.title, record.text, boilerplate=boilerplate)
    decision = language.decide(cleaned.title, cleaned.text, declared=record.lang)
    url, publisher = clean.words(record.url), clean.words(record.publisher or "") or None
    day = record.published.isoformat() if record.published else ""
    given = clean.words(record.id or "")
    article = Article(
        id=given or _id(draft.stem, url, publisher or "", day, cleaned.title, cleaned.text),
        title=cleaned.title,
        text=cleaned.text,
        lang=decision.lang,
        url=url,
        publisher=publisher,
        published=record.published,
    )
    return Prepared(draft, article, (*draft.notes, *cleaned.notes, *decision.notes))


def _id(stem: str, *parts: str) -> str:
    """`scale-ai-meta-3f0c…` of file name and content, so that the same input has the same id each time."""
    digest = blake2b("\x00".join(parts).encode("utf-8"), digest_size=8).hexdigest()
    name = fold(clean.words(stem))[:MAX_STEM].replace(" ", "-") if stem else "a"
    return f"{name}-{digest}"
