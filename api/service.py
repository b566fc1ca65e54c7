"""What the API does: names become entities, questions become queries of the store, answers get their evidence.

The only place of the API with logic; GraphQL's types and resolvers only ask here and show.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace

from api import ids, overview, paging
from api.overview import Overview, Reading
from api.paging import Window
from cypher.evidence import quote
from cypher.store import ConflictQuery, GraphStore, PathQuery, SearchHit
from schemas.errors import InputError, SameName, StoreSlow, UnknownName
from schemas.model import (
    ArticleRecord,
    BackgroundFact,
    Conflict,
    ConflictAnswer,
    Corpus,
    Entity,
    Evidence,
    Leg,
    Link,
    LinkFilter,
    PathAnswer,
)
from schemas.rules import Rule

NAME = 250
"""Longest name or search text, in characters."""

FRESH = 60.0
"""Seconds for which the start page is kept."""

IDENT = 1000
"""Longest id, in characters."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known beside the store: the conflict rules and the background facts in force."""

    rules: tuple[Rule, ...]
    background: tuple[BackgroundFact, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """A question for paths, ends found, and its answer."""

    start: Entity
    end: Entity
    answer: PathAnswer


@dataclass(frozen=True, slots=True)
class Conflicts:
    """A question for conflicts and a window on its answer; `counts` says how many there are by each rule."""

    of: Entity | None
    among: Entity | None
    rules: tuple[Rule, ...]
    window: Window[Conflict]
    corpus: Corpus
    counts: Mapping[str, int]


class Service:
    """Answers questions out of one store; `seconds` bounds a search for paths or conflicts."""

    def __init__(self, store: GraphStore, knowledge: Knowledge, *, seconds: float = 2.0) -> None:
        self.store = store
        self.knowledge = knowledge
        self.seconds = seconds
        self._overview: tuple[float, Overview] | None = None

    # --- names -------------------------------------------------------------------------------------------------------

    async def resolve(self, name: str) -> Entity:
        """The entity of that name, of several the most linked; or of that id. Raises UnknownName with near names."""
        if found := await self.namesakes(name):
            return found[0]
        if entity := await self.entity(name):
            return entity
        raise UnknownName(name, await self.store.nearest(name))

    async def namesakes(self, name: str) -> Sequence[Entity]:
        """Every entity that goes by that name, most linked first."""
        return await self.store.find(_text(name, NAME, "a name"))

    async def entity(self, id: str) -> Entity | None:
        """The entity of that id, or into which it was judged to belong."""
        return await self.store.entity(ids.key(ids.NodeType.ENTITY, _text(id, IDENT, "an id")))

    async def search(self, text: str, *, first: int, after: str | None) -> Window[SearchHit]:
        """Entities whose names hold words that begin like those of `text`."""
        _text(text, NAME, "a search")
        return await paging.window(
            lambda limit, key: self.store.search(text, limit=limit, after=key),
            lambda hit: hit.entity.id,
            first=first,
            after=after,
        )

    async def names(self, text: str, *, limit: int) -> Sequence[str]:
        """Names that begin like `text`, most fitting first; where there are none, names that come close."""
        if not text:
            return ()
        found = await self.search(text, first=limit, after=None)
        names = dict.fromkeys(hit.entity.name for hit, _ in found.items)
        return tuple(names) or await self.store.nearest(text, limit=limit)

    # --- links and evidence ------------------------------------------------------------------------------------------

    async def links(self, entity: str, filter: LinkFilter, *, first: int, after: str | None) -> Window[Link]:
        """Links of an entity; a filter that asks for nothing lets all through, also those that never count in paths."""
        asked = None if filter == LISTED else filter
        return await paging.window(
            lambda limit, key: self.store.links(entity, filter=asked, limit=limit, after=key),
            lambda link: link.id,
            first=first,
            after=after,
        )

    async def evidence(self, links: Sequence[str]) -> Mapping[str, tuple[Evidence, ...]]:
        """The claims under links, in one call."""
        return await self.store.evidence(links)

    async def legs(self, entity: str, filter: LinkFilter, *, first: int, after: str | None) -> Window[Leg]:
        """Like `links`, each with its claims."""
        window = await self.links(entity, filter, first=first, after=after)
        found = await self.evidence([link.id for link, _ in window.items])
        legs = tuple((Leg(link, found.get(link.id, ())), cursor) for link, cursor in window.items)
        return Window(legs, window.after, window.before, window.total)

    # --- questions ---------------------------------------------------------------------------------------------------

    async def paths(
        self,
        start: str,
        end: str,
        filter: LinkFilter,
        *,
        max_hops: int,
        limit: int,
        background: bool,
        evidence: bool,
    ) -> Paths:
        """Ranked paths between two names. Raises UnknownName, SameName, or StoreSlow after `seconds`."""
        first, last = await self.resolve(start), await self.resolve(end)
        if first.id == last.id:
            raise SameName(start, end)
        facts = self.knowledge.background if background else ()
        query = PathQuery(first.id, last.id, filter, max_hops=max_hops, limit=limit, background=facts)
        async with self._in_time():
            answer = await self.store.paths(query)
            if evidence:
                answer = await quote(self.store, answer, background=self.knowledge.background)
        return Paths(first, last, answer)

    async def conflicts(
        self,
        of: str | None,
        rules: Sequence[str] | None,
        filter: LinkFilter,
        *,
        background: bool,
        evidence: bool,
        first: int,
        after: str | None,
        severity: int = 4,
        among: str | None = None,
    ) -> Conflicts:
        """Conflicts in which `of` has a role (and `among` too), or all, of at most that severity number.

        Raises UnknownName, InputError for a rule, or StoreSlow.
        """
        chosen = self.rules(rules)
        entity = None if of is None else await self.resolve(of)
        other = None if among is None else await self.resolve(among)
        facts = self.knowledge.background if background else ()
        query = ConflictQuery(chosen, entity.id if entity else None, filter, background=facts)
        async with self._in_time():
            answer = await self.store.conflicts(query)
            listed = [one for one in answer.conflicts if one.severity <= severity and _has(one, other)]
            window = paging.cut(listed, conflict_id, first=first, after=after)
            if evidence:
                shown = ConflictAnswer(tuple(one for one, _ in window.items), answer.corpus)
                quoted = (await quote(self.store, shown, background=self.knowledge.background)).conflicts
                window = replace(window, items=tuple(zip(quoted, (cursor for _, cursor in window.items), strict=True)))
        return Conflicts(entity, other, chosen, window, answer.corpus, Counter(one.rule for one in listed))

    def rules(self, names: Sequence[str] | None) -> tuple[Rule, ...]:
        """The rules of these ids, or all where none are given. Raises InputError naming those that there are."""
        if names is None:
            return self.knowledge.rules
        known = {rule.id: rule for rule in self.knowledge.rules}
        if unknown := [one for one in names if one not in known]:
            raise InputError(f"No rule is called “{unknown[0][:NAME]}”. The rules: {', '.join(known)}.")
        return tuple(rule for rule in self.knowledge.rules if rule.id in names)

    def rule(self, id: str) -> Rule:
        """The rule of that id, which an answer carries."""
        return next(rule for rule in self.knowledge.rules if rule.id == id)

    # --- articles ----------------------------------------------------------------------------------------------------

    async def article(self, id: str) -> ArticleRecord | None:
        """The article of that id with its entities and claims."""
        return await self.store.article(ids.key(ids.NodeType.ARTICLE, _text(id, IDENT, "an id")))

    async def articles(self, *, first: int, after: str | None) -> Window[ArticleRecord]:
        """Articles, newest first."""
        return await paging.window(
            lambda limit, key: self.store.articles(limit=limit, after=key),
            lambda record: record.article.id,
            first=first,
            after=after,
        )

    async def reading(self, id: str) -> Reading | None:
        """The article of that id, its claims as ties, and where else its text stands."""
        record = await self.article(id)
        return None if record is None else await overview.reading(self.store, record)

    async def overview(self) -> Overview:
        """What a reader sees first; at most FRESH seconds old while nothing was added."""
        corpus = await self.store.corpus()
        if self._overview is not None:
            made, known = self._overview
            if known.corpus == corpus and time.monotonic() - made < FRESH:
                return known
        query = ConflictQuery(self.knowledge.rules, background=self.knowledge.background)
        newest = await overview.newest(self.store)
        conflicts: Sequence[Conflict] = ()
        with suppress(StoreSlow):  # too many to look through for a first page: it does without
            async with self._in_time():
                conflicts = (await self.store.conflicts(query)).conflicts
        found = Overview(
            corpus,
            newest,
            tuple(conflicts[: overview.CONFLICTS]),
            len(conflicts),
            overview.examples(conflicts, [one.link for _, one in newest]),
        )
        self._overview = time.monotonic(), found
        return found

    @asynccontextmanager
    async def _in_time(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self.seconds):
                yield
        except TimeoutError:
            raise StoreSlow(
                f"The search was stopped after {self.seconds:g} seconds: ask for fewer hops, or filter more."
            ) from None


LISTED = LinkFilter(planned=True, hedged=True)
"""The filter of a list of links in which nothing is asked for."""


def conflict_id(one: Conflict) -> str:
    """What tells a conflict from every other: its rule and who has which role."""
    return " ".join((one.rule, *(f"{role}={entity.id}" for role, entity in one.roles)))


def _has(one: Conflict, entity: Entity | None) -> bool:
    return entity is None or any(who.id == entity.id for _, who in one.roles)


def _text(text: str, limit: int, what: str) -> str:
    if len(text) > limit:
        raise InputError(f"{what.capitalize()} may have {limit} characters at most; this one has {len(text)}.")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError(f"{what.capitalize()} must be text; this one holds half of a character.") from None
    return text
