"""Which evidence comes from a party: RULES.md, "Source is a party"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

from schemas.model import ArticleRecord, LinkFilter, Status
from schemas.names import fold
from tests.contract.oracle.conflicts import counts
from tests.contract.oracle.links import Node, OracleLink, as_of

Marks = Callable[[str | None, date | None, Collection[Node]], bool]


def marks(records: Sequence[ArticleRecord], links: Iterable[OracleLink], node: Callable[[str], Node]) -> Marks:
    """A function that says whether a publisher, on a day, is one of the parties or owned by one.

    A publisher is the entity that some article calls by its name; it is owned by whoever holds it now, or may have held
    it on that day.
    """
    called: dict[str, set[Node]] = {}
    for record in records:
        identity = dict(record.identity)
        for one in record.entities:
            for name in (one.name, *one.aliases):
                called.setdefault(fold(name), set()).add(node(identity[one.id]))
    owners: dict[Node, list[tuple[Node, OracleLink]]] = {}
    for link in links:
        if counts(link, LinkFilter()) and link.relation in ("INVESTED_IN", "ACQUIRED", "SUBSIDIARY_OF"):
            ends = (link.subject, link.object)
            owned, owner = ends if link.relation == "SUBSIDIARY_OF" else ends[::-1]
            owners.setdefault(owned, []).append((owner, link))

    def is_party(publisher: str | None, day: date | None, parties: Collection[Node]) -> bool:
        them = called.get(fold(publisher), set()) if publisher else set()
        held_by = [
            owner
            for one in them
            for owner, link in owners.get(one, [])
            if link.status is Status.ACTIVE or (day is not None and as_of(link, day))
        ]
        return any(one in parties for one in [*them, *held_by])

    return is_party
