"""The port: what every store does, with one contract suite (tests/contract) to prove it.

Entities are named by id here; `find` turns a name into ids. Answers come without evidence, which `evidence` brings for
the links that are shown (`cypher.evidence.quote` does so for a whole answer).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Protocol, TypeVar

from schemas.model import (
    AddReport,
    ArticleRecord,
    BackgroundFact,
    ConflictAnswer,
    Corpus,
    Entity,
    Evidence,
    Judgement,
    Link,
    LinkFilter,
    PathAnswer,
)
from schemas.rules import Rule

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PathQuery:
    """Ends are entity ids. Background facts make hops only where they are given."""

    start: str
    end: str
    filter: LinkFilter = field(default_factory=LinkFilter)
    max_hops: int = 4
    limit: int = 20
    background: tuple[BackgroundFact, ...] = ()


@dataclass(frozen=True, slots=True)
class ConflictQuery:
    """`of` is an entity id that must have a role, or None for all; background facts supply legs no article states."""

    rules: tuple[Rule, ...]
    of: str | None = None
    filter: LinkFilter = field(default_factory=LinkFilter)
    background: tuple[BackgroundFact, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An entity whose names match, with the number of its links; `score` orders hits, larger first."""

    entity: Entity
    links: int
    score: float


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list in its stable order; `next` is the key to give as `after` for what follows, None at the end."""

    items: tuple[T, ...] = ()
    next: str | None = None


class GraphStore(Protocol):
    """A store of articles, claims and judgements, and the links that follow from them.

    Every method may raise StoreError. Writes are atomic: a call that fails leaves nothing behind.
    """

    async def add(self, records: Sequence[ArticleRecord], *, replace: bool = False) -> AddReport:
        """Store articles with their claims and bring the links of the entities concerned up to date.

        An article whose id is stored is "known" and left as it is, unless `replace`: then the new reading takes the
        place of the old. A text (its title included) that is stored under another id, to the letter, is a "copy": its
        publisher, url and dates are kept beside the first, and its claims are not counted again. The outcome does not
        depend on the order or the sizes of batches: of several articles with one text, the one published first (then
        of least id) stands for all, with the reading that came with it.
        """
        ...

    async def known(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of the article ids that are stored, as articles or as copies."""
        ...

    async def near(self, bands: Sequence[int]) -> Sequence[tuple[str, str]]:
        """(id, body) of stored articles that share a band with these (see ArticleRecord.bands)."""
        ...

    async def article(self, id: str) -> ArticleRecord | None:
        """The article with its entities and claims; `identity` holds entity ids after judgements."""
        ...

    async def copies(self, id: str) -> Sequence[tuple[str, str | None, str, date | None]]:
        """(id, publisher, url, published) of all copies of an article, itself included, by id."""
        ...

    async def articles(self, *, limit: int = 50, after: str | None = None) -> Page[ArticleRecord]:
        """Articles, newest publication first (unknown last), then by id."""
        ...

    async def find(self, name: str) -> Sequence[Entity]:
        """Entities that go by this name: exactly; else after case, accents, legal form and article are dropped.

        Most linked first, then by id. Empty where there is none.
        """
        ...

    async def nearest(self, name: str, *, limit: int = 5) -> Sequence[str]:
        """Names in the store that come close to one that is not there, best first."""
        ...

    async def search(self, text: str, *, limit: int = 20, after: str | None = None) -> Page[SearchHit]:
        """Entities whose names hold words that begin like those of `text`, accents and case aside. Any text is safe."""
        ...

    async def entity(self, id: str) -> Entity | None:
        """The entity of that id (or into which that id was judged to belong)."""
        ...

    async def links(
        self, entity: str, *, filter: LinkFilter | None = None, limit: int = 100, after: str | None = None
    ) -> Page[Link]:
        """Links of an entity: by relation in the ontology's order, then confidence and origins (larger first), then id.

        Without a filter every link, also those that do not count in paths.
        """
        ...

    async def evidence(self, links: Sequence[str]) -> Mapping[str, tuple[Evidence, ...]]:
        """Link id -> its claims, newest publication first, then by claim id. Links without claims are left out."""
        ...

    async def paths(self, query: PathQuery) -> PathAnswer:
        """Ranked paths between two entities. Raises SameName for one entity, UnknownName for an unknown id."""
        ...

    async def conflicts(self, query: ConflictQuery) -> ConflictAnswer:
        """Every conflict that the rules find, in the order of answers."""
        ...

    async def judge(self, judgement: Judgement) -> Judgement:
        """Keep a judgement and bring the links up to date; the pair's earlier one is replaced. Returns it with id."""
        ...

    async def undo(self, judgement: str) -> None:
        """Undo a judgement: links come out as if it had never been made (what it replaced stays replaced).

        Raises InputError for an unknown id.
        """
        ...

    async def judgements(self, *, undone: bool = False) -> Sequence[Judgement]:
        """Judgements that stand, in the order in which they were made; `undone` adds those undone or replaced."""
        ...

    async def corpus(self) -> Corpus:
        """How much is stored."""
        ...

    def export(self) -> AsyncIterator[str]:
        """Canonical lines (JSON, keys sorted) of all that is stored: equal stores give equal lines, in one order."""
        ...

    async def close(self) -> None:
        """Let go of the database."""
        ...
