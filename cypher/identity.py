"""Which entity ids are one: judgements turned into groups, always the same whatever the order in which they came.

A judgement is a person's unless `who` begins with one of MACHINES. Persons go before machines; of one rank the later
judgement on a pair replaces the earlier. A `different` keeps two ids apart even where a chain of `same` would join.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from schemas.model import Judgement, Verdict

MACHINES = ("model:", "rule:", "tool:")
"""Beginnings of `Judgement.who` that mark a decision which no person made."""


def by_person(judgement: Judgement) -> bool:
    """Whether a person decided."""
    return not judgement.who.startswith(MACHINES)


def moment(judgement: Judgement) -> datetime:
    """When it was made, in UTC; a time without zone is taken as UTC."""
    when = judgement.when
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


def pair(judgement: Judgement) -> tuple[str, str]:
    """The two ids, the smaller first."""
    return (min(judgement.left, judgement.right), max(judgement.left, judgement.right))


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those that hold, in time order (of one moment: as given): one a pair, the latest, persons before machines."""
    held: dict[tuple[str, str], Judgement] = {}
    ordered = sorted((one for one in judgements if not one.undone), key=moment)
    for one in ordered:
        before = held.get(pair(one))
        if before is None or by_person(one) >= by_person(before):
            held[pair(one)] = one
    kept = {id(one) for one in held.values()}
    return tuple(one for one in ordered if id(one) in kept)


def partition(ids: Collection[str], judgements: Sequence[Judgement]) -> Mapping[str, str]:
    """Every id of `ids` and of the judgements -> the id of its group: the smallest in code-point order."""
    held = standing(judgements)
    groups = _Groups([*ids, *(id_ for one in held for id_ in pair(one))])
    for persons in (True, False):
        ranked = [one for one in held if by_person(one) is persons]
        for one in ranked:
            if one.verdict is Verdict.DIFFERENT:
                groups.part(*pair(one))
        for one in ranked:
            if one.verdict is Verdict.SAME:
                groups.join(*pair(one))
    return groups.names()


class _Groups:
    """Union-find whose groups know from which others they are kept apart."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._parent = {id_: id_ for id_ in ids}
        self._apart: dict[str, set[str]] = {}

    def root(self, id_: str) -> str:
        while (parent := self._parent[id_]) != id_:
            self._parent[id_] = self._parent[parent]
            id_ = parent
        return id_

    def part(self, one: str, other: str) -> None:
        """Keep two groups apart from now on; nothing where they are one already."""
        first, second = self.root(one), self.root(other)
        if first != second:
            self._apart.setdefault(first, set()).add(second)
            self._apart.setdefault(second, set()).add(first)

    def join(self, one: str, other: str) -> None:
        """Make two groups one, unless they are kept apart. The smaller id becomes the root."""
        first, second = self.root(one), self.root(other)
        if first == second or second in self._apart.get(first, ()):
            return
        keep, gone = min(first, second), max(first, second)
        self._parent[gone] = keep
        for far in self._apart.pop(gone, set()):
            self._apart[far].discard(gone)
            self._apart[far].add(keep)
            self._apart.setdefault(keep, set()).add(far)

    def names(self) -> Mapping[str, str]:
        return {id_: self.root(id_) for id_ in self._parent}
