"""The port over a Neo4j server: each method is one transaction, reads on a server that may only read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date

from cypher.store import ConflictQuery, Page, PathQuery, SearchHit
from cypher.stores.neo4j import conflicts, export, judging, migrate, paths, reading, writing
from cypher.stores.neo4j.server import Server
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


class Neo4jStore:
    """A GraphStore on a Neo4j server. Made by `opened`, which brings the schema up to date."""

    def __init__(self, server: Server) -> None:
        self._server = server

    @classmethod
    async def opened(cls, server: Server) -> Neo4jStore:
        """The store on that server. Raises StoreError where it is not reached, StoreVersion where it is another's."""
        try:
            await migrate.bring_up_to_date(server)
        except BaseException:
            await server.close()
            raise
        return cls(server)

    async def add(self, records: Sequence[ArticleRecord], *, replace: bool = False) -> AddReport:
        return await self._server.write(lambda session: writing.add(session, records, replacing=replace))

    async def known(self, ids: Sequence[str]) -> frozenset[str]:
        return await self._server.read(lambda session: reading.known(session, ids))

    async def near(self, bands: Sequence[int]) -> Sequence[tuple[str, str]]:
        return await self._server.read(lambda session: reading.near(session, bands))

    async def article(self, id: str) -> ArticleRecord | None:
        return await self._server.read(lambda session: reading.article(session, id))

    async def copies(self, id: str) -> Sequence[tuple[str, str | None, str, date | None]]:
        return await self._server.read(lambda session: reading.copies(session, id))

    async def articles(self, *, limit: int = 50, after: str | None = None) -> Page[ArticleRecord]:
        return await self._server.read(lambda session: reading.article_page(session, limit=limit, after=after))

    async def find(self, name: str) -> Sequence[Entity]:
        return await self._server.read(lambda session: reading.find(session, name))

    async def nearest(self, name: str, *, limit: int = 5) -> Sequence[str]:
        return await self._server.read(lambda session: reading.nearest(session, name, limit))

    async def search(self, text: str, *, limit: int = 20, after: str | None = None) -> Page[SearchHit]:
        return await self._server.read(lambda session: reading.search(session, text, limit=limit, after=after))

    async def entity(self, id: str) -> Entity | None:
        return await self._server.read(lambda session: reading.entity(session, id))

    async def links(
        self, entity: str, *, filter: LinkFilter | None = None, limit: int = 100, after: str | None = None
    ) -> Page[Link]:
        return await self._server.read(
            lambda session: reading.links(session, entity, filter=filter, limit=limit, after=after)
        )

    async def evidence(self, links: Sequence[str]) -> Mapping[str, tuple[Evidence, ...]]:
        return await self._server.read(lambda session: reading.evidence(session, links))

    async def paths(self, query: PathQuery) -> PathAnswer:
        return await self._server.read(lambda session: paths.answer(session, query))

    async def conflicts(self, query: ConflictQuery) -> ConflictAnswer:
        return await self._server.read(lambda session: conflicts.answer(session, query))

    async def judge(self, judgement: Judgement) -> Judgement:
        return await self._server.write(lambda session: judging.judge(session, judgement))

    async def undo(self, judgement: str) -> None:
        await self._server.write(lambda session: judging.undo(session, judgement))

    async def judgements(self, *, undone: bool = False) -> Sequence[Judgement]:
        return await self._server.read(lambda session: judging.judgements(session, undone=undone))

    async def corpus(self) -> Corpus:
        return await self._server.read(reading.corpus)

    async def export(self) -> AsyncIterator[str]:
        async with self._server.reading() as session:
            async for line in export.lines(session):
                yield line

    async def close(self) -> None:
        await self._server.close()
