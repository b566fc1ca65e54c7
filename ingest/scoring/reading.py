"""Annotated articles, each with what was found in it: read now, or looked up in a file that was read before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.prepare import Prepared, prepare
from ingest.run import Made, Reading
from ingest.scoring.stories import Story
from ingest.sources.base import Draft, Failure, Refused, opened
from ingest.sources.jsonl import records
from schemas import wire
from schemas.convert import from_record
from schemas.errors import InputError
from schemas.wire import ClaimsRecord, FoundRecord

BATCH = 16


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotated article and what was found in it, None where it was not read."""

    gold: ClaimsRecord
    lang: str
    found: Story | None

    @property
    def body(self) -> str:
        """What offsets of evidence count in."""
        return f"{self.gold.title}\n{self.gold.text}"


def read_now(drafts: Iterable[Draft | Failure], reading: Reading) -> Iterator[Pair | Failure]:
    """The articles as `entente extract` reads them. One that cannot be read is a failure and has no findings."""
    waiting: list[Prepared] = []
    for draft in drafts:
        if isinstance(draft, Failure):
            yield draft
            continue
        try:
            waiting.append(prepare(draft))
        except InputError as error:
            yield Failure.of(draft.place, error)
            yield _pair(draft, draft.record.lang or "", None)
        if len(waiting) == BATCH:
            yield from _read(waiting, reading)
            waiting = []
    yield from _read(waiting, reading)


def looked_up(drafts: Iterable[Draft | Failure], found: Mapping[str, FoundRecord]) -> Iterator[Pair | Failure]:
    """The articles with what is known of their ids."""
    for one in drafts:
        if isinstance(one, Failure):
            yield one
        else:
            yield _pair(one, one.record.lang or "", found.get(one.record.id or ""))


def load_found(path: Path) -> tuple[Mapping[str, FoundRecord], list[Failure]]:
    """Article id → what a tool found in it, the last where an id stands twice; and the lines that cannot be used.

    Raises InputError where the file cannot be read.
    """
    try:
        with opened(path) as file:
            lines = list(records(file, str(path), FoundRecord))
    except (OSError, Refused) as error:
        raise InputError(f"{path} cannot be read: {error}") from None
    good = [one for one in lines if not isinstance(one, Failure)]
    return {record.id: record for _, record in good}, [one for one in lines if isinstance(one, Failure)]


def _read(items: list[Prepared], reading: Reading) -> Iterator[Pair | Failure]:
    for item, made in zip(items, reading(items), strict=False):  # a reading that is told to stop gives fewer
        found = made if isinstance(made, Failure) else _found(item.place, made)
        if isinstance(found, Failure):
            yield found
        yield _pair(
            item.draft, item.draft.record.lang or item.article.lang, None if isinstance(found, Failure) else found
        )


def _pair(draft: Draft, lang: str, found: Story | None) -> Pair:
    assert isinstance(draft.record, ClaimsRecord), "annotated articles are read as such"
    return Pair(draft.record, lang, found)


def _found(place: str, made: Made) -> Story | Failure:
    try:
        return wire.parse(FoundRecord, from_record(made[1]))
    except InputError as error:
        return Failure(place, "what was read cannot be scored", str(error))
