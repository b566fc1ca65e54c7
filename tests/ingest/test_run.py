"""A run: nothing is read twice, copies are one origin, a failure costs one article, a stop costs none."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from cypher.open import open_store
from ingest.load import Curated
from ingest.run import ArticleReader, Maker, Reading, Run, Watch
from ingest.sources.base import Draft, Failure
from ingest.summary import Summary
from schemas import aliases
from schemas.errors import DataError, StoreError
from schemas.model import Article, ArticleRecord
from tests.ingest.stores import in_store, stored
from tests.ingest.support import STAKE, TEXT, FixedReader, claim, curated, draft, story


def ingest(
    path: Path, drafts: Iterable[Draft | Failure], reader: ArticleReader, *, watch: Watch | None = None, **options: Any
) -> Summary:
    watch = watch or Watch()
    return bring(path, drafts, Reading(reader, watch.stop), watch=watch, **options)


def bring(path: Path, drafts: Iterable[Draft | Failure], make: Maker, **options: Any) -> Summary:
    async def whole() -> Summary:
        store = await open_store(str(path))
        try:
            return await Run(store, make, aliases.load(), **options).all(drafts)
        finally:
            await store.close()

    return asyncio.run(whole())


def stories(number: int) -> list[Draft]:
    """Different articles, each with the sentence of the stake."""
    made = []
    for one in range(number):
        words = random.Random(one).choices(TEXT.split(), k=60)
        made.append(
            draft(story(id=f"s{one}", text=f"{STAKE}, and more.\n{' '.join(words)} Edition {one}."), f"f:{one + 1}")
        )
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


def test_what_was_read_is_not_read_again(path: Path) -> None:
    reader = FixedReader()
    first = ingest(path, stories(5), reader, batch=2)
    before = stored(path)
    again = ingest(path, stories(5), reader, batch=3)
    assert (first.found, first.new, first.claims, first.known, first.status) == (5, 5, 5, 0, 0)
    assert (again.found, again.new, again.claims, again.known, again.status) == (5, 0, 0, 5, 0)
    assert reader.read == ["s0", "s1", "s2", "s3", "s4"]
    assert stored(path) == before


def test_the_same_article_twice_in_one_batch_is_one(path: Path) -> None:
    reader = FixedReader()
    summary = ingest(path, [*stories(1), *stories(1)], reader)
    assert (summary.new, summary.known, reader.read) == (1, 1, ["s0"])


def test_order_and_batches_change_nothing(tmp_path: Path) -> None:
    drafts = [
        *stories(6),
        draft(story(id="near", text=f"{TEXT} More.")),
        draft(story(id="copy")),
        draft(story(id="same")),
    ]
    exports = set()
    for seed in range(4):
        path = tmp_path / f"{seed}.sqlite"
        ingest(path, random.Random(seed).sample(drafts, len(drafts)), FixedReader(), batch=seed + 1)
        exports.add(stored(path))
    assert len(exports) == 1


def test_an_equal_text_is_a_copy_and_a_near_one_is_the_same_origin(path: Path) -> None:
    near = TEXT.replace("Bloomberg", "the agency")
    drafts = [
        draft(story(id="a", publisher="A")),
        draft(story(id="b", publisher="B")),
        draft(story(id="c", publisher="C", text=near)),
    ]
    summary = ingest(path, drafts, FixedReader(), batch=2)
    assert (summary.new, summary.copies, summary.near, summary.status) == (2, 1, 1, 0)

    async def origins(store: Any) -> Sequence[int]:
        page = await store.links("o:scale-ai")
        return [link.origins for link in page.items]

    assert in_store(path, origins) == [1]


def test_an_id_that_stands_for_another_text_is_told(path: Path) -> None:
    ingest(path, [draft(story())], FixedReader())
    other = story(text=f"{TEXT}\nThe deal was closed on Friday.")
    summary = ingest(
        path, [draft(other, "f:9"), draft(story(id="n")), draft(other | {"id": "n"}, "f:10")], FixedReader()
    )
    assert [(one.place, one.reason) for one in summary.failures] == [
        ("f:9", "its id stands for another text"),
        ("f:10", "its id stands for another text"),
    ]
    assert summary.status == 1


def test_replace_reads_anew(path: Path) -> None:
    ingest(path, [draft(story())], FixedReader())
    reader = FixedReader()
    other = story(text="OpenAI has ended the contract, and nothing else is known of the deal between the companies.")
    summary = ingest(path, [draft(story()), draft(other)], reader, replace=True)
    assert (summary.replaced, summary.known, summary.claims, reader.read) == (1, 1, 0, ["s1"])

    async def text(store: Any) -> str:
        record = await store.article("s1")
        return str(record.article.text)

    assert in_store(path, text) == other["text"]


def test_bad_inputs_are_counted_and_the_run_goes_on(path: Path) -> None:
    bad: list[Draft | Failure] = [
        draft(story(id="e", text="…"), "f:7"),
        draft(story(id="b", text="BREAK the reader with this text"), "f:8"),
    ]
    told: list[Failure] = []
    drafts: list[Draft | Failure] = [Failure("f:6", "not JSON"), *stories(2), *bad, draft(story(id="last"))]
    summary = ingest(path, drafts, FixedReader(), watch=Watch(failed=told.append))
    assert (summary.found, summary.new, summary.failed, summary.status) == (6, 3, 3, 1)
    assert summary.reasons == {"not JSON": 1, "no text": 1, "the reader broke on it": 1}
    assert told == summary.failures
    assert told[-1] == Failure("f:8", "the reader broke on it", "ValueError")


def test_a_reader_that_is_not_fit_ends_the_run(path: Path) -> None:
    class Unfit:
        def read_many(self, articles: Iterable[Article]) -> Iterator[ArticleRecord]:
            raise DataError("the model is missing")

    with pytest.raises(DataError, match="model is missing"):
        ingest(path, stories(1), Unfit())


def test_a_reader_that_gives_too_few_records_is_told(path: Path) -> None:
    class Lazy:
        def read_many(self, articles: Iterable[Article]) -> list[ArticleRecord]:
            return []

    summary = ingest(path, stories(2), Lazy())
    assert (summary.new, summary.reasons) == (0, {"the reader broke on it": 2})


def test_a_stop_keeps_what_was_read_and_the_next_run_goes_on(path: Path) -> None:
    reader = FixedReader()
    watch = Watch(stop=lambda: "SIGTERM" if len(reader.read) == 4 else "")
    summary = ingest(path, stories(8), reader, watch=watch, batch=3)
    assert (summary.new, summary.stopped, summary.status) == (4, "SIGTERM", 1)
    rest = ingest(path, stories(8), reader, batch=3)
    assert (rest.new, rest.known) == (4, 4)
    assert len(reader.read) == 8


def test_a_batch_that_cannot_be_stored_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def whole() -> None:
        store = await open_store(str(path))
        try:
            run = Run(store, Reading(FixedReader()), aliases.load(), batch=2)
            add, calls = store.add, iter([True, False])

            async def flaky(records: Sequence[ArticleRecord], *, replace: bool = False) -> Any:
                if next(calls):
                    return await add(records, replace=replace)
                raise StoreError("the disk is full")

            monkeypatch.setattr(store, "add", flaky)
            await run.all(stories(4))
        finally:
            await store.close()

    with pytest.raises(StoreError, match="disk is full"):
        asyncio.run(whole())
    rest = ingest(path, stories(4), FixedReader())
    assert (rest.new, rest.known) == (2, 2)


def test_progress_reaches_the_number_of_drafts(path: Path) -> None:
    steps: list[int] = []
    drafts: list[Draft | Failure] = [Failure("f", "not JSON"), *stories(4), *stories(2), draft(story(text="…"))]
    ingest(path, drafts, FixedReader(), watch=Watch(advance=steps.append), batch=3)
    assert sum(steps) == len(drafts)


def test_notes_are_kept_and_counted(path: Path) -> None:
    text = f"{TEXT}\nAdvertisement"
    summary = ingest(path, [draft(story(text=text))], FixedReader())
    assert summary.changed == 1

    async def notes(store: Any) -> Any:
        record = await store.article("s1")
        return record.notes

    assert in_store(path, notes) == ("1 lines around the story left out",)


def test_curated_claims_come_in_as_if_read(path: Path) -> None:
    by = draft(curated(id="x", made_by=" Ana\n", text=f"{TEXT} Later."), "f:2")
    bad = draft(curated(id="y", claims=[claim(evidence="Not there")]), "f:3")
    plain = draft(story(id="z"), "f:4")
    summary = bring(path, [draft(curated()), by, bad, plain], Curated("me"), curated=True, boilerplate=False)
    assert (summary.new, summary.claims, summary.failed) == (2, 4, 2)
    assert [(one.place, one.reason) for one in summary.failures] == [
        ("f:3", "claims do not fit"),
        ("f:4", "not a record"),
    ]

    async def made_by(store: Any) -> Any:
        return [(await store.article(id_)).made_by for id_ in ("s1", "x")]

    assert in_store(path, made_by) == ["me", "Ana"]
