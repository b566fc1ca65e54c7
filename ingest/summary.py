"""What a run did, counted: nothing that came in is passed over in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.sources.base import Failure
from schemas.model import AddReport

KEPT = 1_000
"""Failures kept word for word; all are counted."""


@dataclass(slots=True)
class Summary:
    """Articles by outcome; `found` is what came in, failures included."""

    found: int = 0
    new: int = 0
    near: int = 0
    copies: int = 0
    known: int = 0
    replaced: int = 0
    claims: int = 0
    tieless: int = 0
    """Claims that make no tie, as both their ends are taken for one entity."""
    changed: int = 0
    stopped: str = ""
    reasons: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """How many inputs were not used."""
        return self.reasons.total()

    @property
    def status(self) -> int:
        """Exit status: 0 all well, 1 some inputs failed or the run was stopped."""
        return 1 if self.failed or self.stopped else 0

    def fail(self, failure: Failure) -> None:
        """Count a failure."""
        self.reasons[failure.reason] += 1
        if len(self.failures) < KEPT:
            self.failures.append(failure)

    def added(self, report: AddReport) -> None:
        """Count what became of a batch."""
        self.new += len(report.new)
        self.copies += len(report.copies)
        self.known += len(report.known)
        self.replaced += len(report.replaced)

    def shape(self) -> Mapping[str, Any]:
        """JSON values, for `--json`."""
        return {
            "found": self.found,
            "new": self.new,
            "near_copies": self.near,
            "copies": self.copies,
            "known": self.known,
            "replaced": self.replaced,
            "claims": self.claims,
            "tieless": self.tieless,
            "changed": self.changed,
            "failed": self.failed,
            "reasons": dict(sorted(self.reasons.items())),
            "failures": [{"place": one.place, "reason": one.reason, "detail": one.detail} for one in self.failures],
            "stopped": self.stopped or None,
        }
