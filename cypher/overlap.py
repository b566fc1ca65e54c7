"""Whether ties held on one day: certain, possible, after one another within a cooling-off, or not at all.

Pure arithmetic on bounds (RULES, "Overlap of several legs"). None as a result means that no day can: no conflict.
"""

from __future__ import annotations

from datetime import date

from schemas.model import Link


def can_hold(link: Link, day: date) -> bool:
    """Whether the bounds allow that the tie held on that day."""
    return (link.since.lo or date.min) <= day <= (link.until.hi or date.max)


def surely_held(link: Link, day: date) -> bool:
    """Whether the tie held on that day whatever the open bounds are."""
    return link.since.hi is not None and link.until.lo is not None and link.since.hi <= day <= link.until.lo
