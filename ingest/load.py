"""Articles whose claims were made by people or by another tool, brought in as if they had been read from the texts."""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest import clean
from ingest.prepare import Prepared
from ingest.run import Made
from ingest.sources.base import Failure
from schemas.convert import to_record
from schemas.errors import InputError
from schemas.wire import ClaimsRecord


@dataclass(frozen=True, slots=True)
class Curated:
    """The maker that takes the claims that came with an article; `made_by` stands where a record does not say who."""

    made_by: str

    def __call__(self, items: Sequence[Prepared]) -> Iterator[Made | Failure]:
        for item in items:
            record = item.draft.record
            if not isinstance(record, ClaimsRecord):
                yield Failure(item.place, "not a record", "it has no claims")
                continue
            by = clean.words(record.made_by or "") or self.made_by
            try:
                yield item, to_record(record, item.article, made_by=by, clean=clean.words)
            except InputError as error:
                yield Failure(item.place, "claims do not fit", str(error))


def system_user() -> str:
    """The name of who runs this, as the system knows it, else "unknown"."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"
