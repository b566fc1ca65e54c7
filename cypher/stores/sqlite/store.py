"""The port over one SQLite file: each method hands its work to a thread of the database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from cypher import match, paths
from cypher.store import ConflictQuery, Page, PathQuery, SearchHit
from cypher.stores.sqlite import articles, derive, export, projection, reading
from cypher.stores.sqlite.database import Database, Session
from schemas.model import (
    AddReport,
    ArticleRecord,
    ConflictAnswer,
    Corpus,
    Entity,
    Evidence,
    Judgement,
    Link,
    LinkFilter,
    PathAnswer,
)


class SqliteStore:
    """A GraphStore in one SQLite file (or in memory). `timeout`: seconds to wait for another process that writes."""

    def __init__(self, path: str, *, timeout: float = 30.0) -> None:
        """Opens the file, makes it where there is none. Raises StoreError, StoreVersion or StoreBusy."""
        self._database = Database(path, timeout=timeout)
        self._projection = projection.Projection()

    async def add(self, records: Sequence[ArticleRecord], *, replace: bool = False) -> AddReport:
        def work(session: Session) -> AddReport:
            touched = articles.Touched()
            report = articles.add(session, records, touched, replacing=replace)
            if touched.articles or touched.bases:
                derive.refresh(session, touched)
            return report

        return await self._database.write(work)

    async def known(self, ids: Sequence[str]) -> frozenset[str]:
        return await self._database.read(lambda session: reading.known(session, ids))

    async def near(self, bands: Sequence[int]) -> Sequence[tuple[str, str]]:
        return await self._database.read(lambda session: reading.near(session, bands))

    async def article(self, id: str) -> ArticleRecord | None:
        return await self._database.read(lambda session: reading.article(session, id))

    async def copies(self, id: str) -> Sequence[tuple[str, str | None, str, date | None]]:
        return await self._database.read(lambda session: reading.copies(session, id))

    async def articles(self, *, limit: int = 50, after: str | None = None) -> Page[ArticleRecord]:
        return await self._database.read(lambda session: reading.article_page(session, limit=limit, after=after))

    async def find(self, name: str) -> Sequence[Entity]:
        return await self._database.read(lambda session: reading.find(session, name))

    async def nearest(self, name: str, *, limit: int = 5) -> Sequence[str]:
        return await self._database.read(lambda session: reading.nearest(session, name, limit))

    async def search(self, text: str, *, limit: int = 20, after: str | None = None) -> Page[SearchHit]:
        return await self._database.read(lambda session: reading.search(session, text, limit=limit, after=after))

    async def entity(self, id: str) -> Entity | None:
        return await self._database.read(lambda session: reading.entity(session, id))

    async def links(
        self, entity: str, *, filter: LinkFilter | None = None, limit: int = 100, after: str | None = None
    ) -> Page[Link]:
        return await self._database.read(
            lambda session: reading.links(session, entity, filter=filter, limit=limit, after=after)
        )

    async def evidence(self, links: Sequence[str]) -> Mapping[str, tuple[Evidence, ...]]:
        return await self._database.read(lambda session: reading.evidence(session, links))

    async def paths(self, query: PathQuery) -> PathAnswer:
        def work(session: Session) -> PathAnswer:
            graph, corpus = self._projection.fresh(session)
            ends = reading.entity(session, query.start), reading.entity(session, query.end)
            ids = [one.id if one else given for one, given in zip(ends, (query.start, query.end), strict=True)]
            found = paths.search(graph, replace(query, start=ids[0], end=ids[1]))
            return PathAnswer(found.paths, found.truncated, corpus)

        return await self._database.read(work)

    async def conflicts(self, query: ConflictQuery) -> ConflictAnswer:
        def work(session: Session) -> ConflictAnswer:
            graph, corpus = self._projection.fresh(session)
            of = reading.entity(session, query.of) if query.of else None
            asked = replace(query, of=of.id) if of else query
            return ConflictAnswer(match.find(asked.rules, graph, asked), corpus)

        return await self._database.read(work)

    async def judge(self, judgement: Judgement) -> Judgement:
        def work(session: Session) -> Judgement:
            return derive.judge(session, judgement)

        return await self._database.write(work)

    async def undo(self, judgement: str) -> None:
        await self._database.write(lambda session: derive.undo(session, judgement))

    async def judgements(self, *, undone: bool = False) -> Sequence[Judgement]:
        return await self._database.read(lambda session: derive.judgements(session, undone=undone))

    async def corpus(self) -> Corpus:
        return await self._database.read(reading.corpus)

    async def export(self) -> AsyncIterator[str]:
        async for line in self._database.stream(export.lines):
            yield line

    async def close(self) -> None:
        await self._database.close()
