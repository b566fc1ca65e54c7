"""What is read from articles, as lines of JSON in the shape of the gold files. No store is touched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ingest.prepare import Prepared, prepared
from ingest.run import Made, Reading, Watch
from ingest.sources.base import Draft, Failure
from ingest.summary import Summary
from schemas.convert import from_record

BATCH = 16


def extracted(drafts: Iterable[Draft | Failure], reading: Reading, *, watch: Watch, summary: Summary) -> Iterator[str]:
    """One line for each article that could be read, in the order in which they come; the others are counted."""
    for one in _made(prepared(drafts), reading, watch, summary):
        watch.advance(1)
        if isinstance(one, Failure):
            summary.fail(one)
            watch.failed(one)
            continue
        _, record = one
        summary.new += 1
        summary.claims += len(record.claims)
        yield json.dumps(from_record(record), ensure_ascii=False)
    summary.stopped = watch.stop()


def _made(
    items: Iterable[Prepared | Failure], reading: Reading, watch: Watch, summary: Summary
) -> Iterator[Made | Failure]:
    waiting: list[Prepared] = []
    for one in items:
        if watch.stop():
            break
        summary.found += 1
        if isinstance(one, Failure):
            yield one
        else:
            waiting.append(one)
        if len(waiting) >= BATCH:
            yield from reading(waiting)
            waiting = []
    if not watch.stop():
        yield from reading(waiting)
