"""From drafts to the store, batch by batch: prepare, leave out what is known, find near copies, read, identify, add."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from cypher.store import GraphStore
from ingest import duplicates
from ingest.prepare import Prepared, prepared
from ingest.resolve import resolved, tieless
from ingest.sources.base import Draft, Failure
from ingest.summary import Summary
from schemas.aliases import AliasTable
from schemas.errors import EntenteError
from schemas.model import Article, ArticleRecord


class ArticleReader(Protocol):
    """What reads articles; `ingest.nlp.reader.Reader` is one."""

    def read_many(self, articles: Iterable[Article]) -> Iterable[ArticleRecord]:
        """One record for each article, in their order, lazily: the first comes before the last is read."""
        ...


Made = tuple[Prepared, ArticleRecord]


class Maker(Protocol):
    """Makes the records of prepared articles: by reading them, or from the claims that came with them."""

    def __call__(self, items: Sequence[Prepared]) -> Iterator[Made | Failure]:
        """In the order of the items, one result for each; may stop early."""
        ...


@dataclass(slots=True)
class Watch:
    """How a run is followed and stopped from outside: `stop` is looked at between articles."""

    stop: Callable[[], str] = lambda: ""
    """Why to stop, or nothing."""
    advance: Callable[[int], None] = lambda _: None
    failed: Callable[[Failure], None] = lambda _: None


@dataclass(slots=True)
class Reading:
    """The maker that reads. An article on which the reader breaks is a failure of its own; the others are kept."""

    reader: ArticleReader
    stop: Callable[[], str] = lambda: ""

    def __call__(self, items: Sequence[Prepared]) -> Iterator[Made | Failure]:
        done = 0
        try:
            for item, record in zip(items, self.reader.read_many([one.article for one in items]), strict=True):
                done += 1
                yield item, record
                if self.stop():
                    return
        except EntenteError:
            raise  # the reader itself is not fit for use
        except Exception:  # whatever the text brought about: which text it was shows when they are read alone
            yield from map(self._alone, items[done:])

    def _alone(self, item: Prepared) -> Made | Failure:
        try:
            (record,) = self.reader.read_many([item.article])
        except EntenteError:
            raise
        except Exception as error:
            return Failure(item.place, "the reader broke on it", type(error).__name__)
        return item, record


@dataclass(slots=True)
class Run:
    """One run into one store. `curated` records were made by people: their one-word names stand for themselves."""

    store: GraphStore
    make: Maker
    aliases: AliasTable
    curated: bool = False
    replace: bool = False
    boilerplate: bool = True
    batch: int = 16
    watch: Watch = field(default_factory=Watch)
    summary: Summary = field(default_factory=Summary)

    async def all(self, drafts: Iterable[Draft | Failure]) -> Summary:
        """Bring in every draft. Each batch is stored whole or not at all. Raises StoreError."""
        items: list[Prepared] = []
        for one in prepared(drafts, boilerplate=self.boilerplate):
            self.summary.found += 1
            if isinstance(one, Failure):
                self._fail(one)
                self.watch.advance(1)
            else:
                items.append(one)
            if len(items) >= self.batch:
                await self._batch(items)
                items = []
            if self.watch.stop():
                break
        await self._batch(items)
        self.summary.stopped = self.watch.stop()
        return self.summary

    async def _batch(self, items: list[Prepared]) -> None:
        fresh = await self._to_make(items)
        self.watch.advance(len(items) - len(fresh))
        records: list[ArticleRecord] = []
        for result in self.make(fresh):
            self.watch.advance(1)
            if isinstance(result, Failure):
                self._fail(result)
                continue
            item, record = result
            notes = tuple(dict.fromkeys((*item.notes, *record.notes)))
            records.append(resolved(replace(record, notes=notes), self.aliases, curated=self.curated))
        if records:
            await self._add(await self._with_copies(records))

    async def _to_make(self, items: Sequence[Prepared]) -> list[Prepared]:
        """One item for each id not stored yet (with `replace`: the last for each id); the others are counted."""
        if not items:
            return []
        known = frozenset() if self.replace else await self.store.known([item.article.id for item in items])
        fresh: dict[str, Prepared] = {}
        for item in items:
            id_ = item.article.id
            if self.replace:
                self.summary.known += id_ in fresh
                fresh[id_] = item
            elif id_ in known:
                stored = await self.store.article(id_)
                self._known(item, stored.article if stored and stored.article.id == id_ else item.article)
            elif id_ in fresh:
                self._known(item, fresh[id_].article)
            else:
                fresh[id_] = item
        return list(fresh.values())

    def _known(self, item: Prepared, stored: Article) -> None:
        if stored.body == item.article.body:
            self.summary.known += 1
        else:
            detail = f"{stored.id}; --replace puts the new text in its place"
            self._fail(Failure(item.place, "its id stands for another text", detail))

    async def _with_copies(self, records: Sequence[ArticleRecord]) -> list[ArticleRecord]:
        """The records with their bands, and with the stored articles of which they are near copies."""
        own = [duplicates.sketch(one.article.id, one.article.text) for one in records]
        all_bands = sorted({band for one in own for band in one.bands})
        met = await self.store.near(all_bands) if all_bands else []
        stored = [duplicates.sketch(id_, body.partition("\n")[2]) for id_, body in met]  # a title has no line feed
        return [
            replace(record, bands=sketch.bands, copy_of=copy_of)
            for record, sketch, copy_of in zip(records, own, duplicates.near_copies(own, stored), strict=True)
        ]

    async def _add(self, records: Sequence[ArticleRecord]) -> None:
        report = await self.store.add(records, replace=self.replace)
        self.summary.added(report)
        counted = {*report.new, *report.replaced}
        for record in records:
            if record.article.id in counted:
                self.summary.claims += len(record.claims)
                self.summary.tieless += tieless(record)
                self.summary.near += bool(record.copy_of)
                self.summary.changed += bool(record.notes)

    def _fail(self, failure: Failure) -> None:
        self.summary.fail(failure)
        self.watch.failed(failure)
