"""Articles in, records out: what the command line, the workers and the API call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from ingest.nlp.components.encoder import runtime_of
from ingest.nlp.pipeline import build
from schemas.model import Article, ArticleRecord

LONGEST = 50_000
"""Characters of title and text that are read: about 8,000 words; the rest is cut and the record says so."""
BATCH = 16


class Reader:
    """Reads articles with one model. Pipelines are built when a language first comes up and then kept."""

    def __init__(
        self,
        *,
        model: Path | None = None,
        threads: int = 0,
        longest: int = LONGEST,
        settings: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        """`model`: folder of another model than the shipped one; `threads`: cores to use, 0 for all; `settings`: see
        `ingest.nlp.pipeline.build`. Raises DataError where the model cannot be loaded."""
        self._model, self._threads, self._longest, self._settings = model, threads, longest, settings
        self.version = runtime_of(str(model) if model else None, threads).version
        self._pipelines: dict[str, Language] = {}

    def read(self, article: Article) -> ArticleRecord:
        """What one article says. Never raises for any text."""
        return next(self.read_many([article], batch=1))

    def read_many(self, articles: Iterable[Article], *, batch: int = BATCH) -> Iterator[ArticleRecord]:
        """Records in the order of the articles, `batch` of them in memory at a time."""
        waiting = iter(articles)
        while chosen := list(islice(waiting, batch)):
            yield from self._read_batch(chosen)

    def _read_batch(self, articles: list[Article]) -> list[ArticleRecord]:
        records: dict[int, ArticleRecord] = {}
        for lang in sorted({article.lang for article in articles}):
            nlp = self._pipeline(lang)
            places = [at for at, article in enumerate(articles) if article.lang == lang]
            with nlp.memory_zone():
                docs = nlp.pipe(self._prepared(nlp, articles[at]) for at in places)
                for at, doc in zip(places, docs, strict=True):
                    records[at] = self._record(articles[at], doc)
        return [records[at] for at in range(len(articles))]

    def _prepared(self, nlp: Language, article: Article) -> Doc:
        doc = nlp.make_doc(article.body[: self._longest])
        doc._.title_end = min(len(article.title), self._longest)
        doc._.published = article.published
        if len(article.body) > self._longest:
            doc._.notes = (f"only the first {self._longest} of {len(article.body)} characters were read",)
        return doc

    def _record(self, article: Article, doc: Doc) -> ArticleRecord:
        return ArticleRecord(
            article=article,
            entities=doc._.entities,
            claims=doc._.claims,
            made_by=self.version,
            notes=doc._.notes,
        )

    def _pipeline(self, lang: str) -> Language:
        if lang not in self._pipelines:
            model = str(self._model) if self._model else None
            self._pipelines[lang] = build(lang, model=model, threads=self._threads, settings=self._settings)
        return self._pipelines[lang]
