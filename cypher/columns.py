"""Links as columns of numbers: what `cypher.graph` holds, and how it is made of the rows that stores keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from schemas.model import Link, Modality, Status
from schemas.ontology import relations

Ints = npt.NDArray[np.signedinteger[Any]]
Bools = npt.NDArray[np.bool_]

STATUSES = list(Status)
MODALITIES = list(Modality)
OPEN_LO, OPEN_HI = 0, date.max.toordinal() + 1
"""Ordinals before and after every day: open bounds."""
POINTS = 10_000
"""Confidence 1 in whole numbers: confidences have at most four decimal places."""


class LinkRow(NamedTuple):
    """A link as stores keep it: ends by id, days as ISO text or None."""

    subject: str
    object: str
    id: str
    relation: str
    status: str
    modality: str
    contested: int
    since_lo: str | None
    since_hi: str | None
    until_lo: str | None
    until_hi: str | None
    confidence: float
    origins: int
    claims: int
    newest: str | None
    background: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """One entry a link. `code` is status × modality; days are ordinals, OPEN_LO and OPEN_HI where open."""

    subject: Ints
    object: Ints
    relation: Ints
    code: Ints
    contested: Bools
    since_lo: Ints
    since_hi: Ints
    until_lo: Ints
    until_hi: Ints
    confidence: Ints
    origins: Ints
    claims: Ints
    newest: Ints

    def taken(self, places: Ints) -> Columns:
        """Only the links at these places, in that order."""
        return Columns(*(getattr(self, name)[places] for name in self.__slots__))

    def joined(self, other: Columns) -> Columns:
        """These, then the others."""
        return Columns(*(np.concatenate([getattr(self, name), getattr(other, name)]) for name in self.__slots__))


def columns_of(links: Iterable[Sequence[Any]], numbers: Mapping[str, int]) -> tuple[list[str], Columns, dict[str, str]]:
    """Link ids, columns, and sources of background facts by link id."""
    fields = _fields(list(links))
    relation = {name: code for code, name in enumerate(relations())}
    status = {one.value: code * len(MODALITIES) for code, one in enumerate(STATUSES)}
    modality = {one.value: code for code, one in enumerate(MODALITIES)}
    codes = [status[one] + modality[other] for one, other in zip(fields.status, fields.modality, strict=True)]
    columns = Columns(
        subject=_ints([numbers[id_] for id_ in fields.subject]),
        object=_ints([numbers[id_] for id_ in fields.object]),
        relation=_ints([relation[one] for one in fields.relation]),
        code=_ints(codes),
        contested=np.array(fields.contested, dtype=np.bool_),
        since_lo=_ordinals(fields.since_lo, OPEN_LO),
        since_hi=_ordinals(fields.since_hi, OPEN_HI),
        until_lo=_ordinals(fields.until_lo, OPEN_LO),
        until_hi=_ordinals(fields.until_hi, OPEN_HI),
        confidence=np.rint(np.array(fields.confidence, dtype=np.float64) * POINTS).astype(np.int32),
        origins=_ints(fields.origins),
        claims=_ints(fields.claims),
        newest=_ordinals(fields.newest, OPEN_LO),
    )
    sources = {id_: source for id_, source in zip(fields.id, fields.background, strict=True) if source is not None}
    return list(fields.id), columns, sources


class _Fields(NamedTuple):
    """The fields of many LinkRows, one sequence each."""

    subject: Sequence[str]
    object: Sequence[str]
    id: Sequence[str]
    relation: Sequence[str]
    status: Sequence[str]
    modality: Sequence[str]
    contested: Sequence[int]
    since_lo: Sequence[str | None]
    since_hi: Sequence[str | None]
    until_lo: Sequence[str | None]
    until_hi: Sequence[str | None]
    confidence: Sequence[float]
    origins: Sequence[int]
    claims: Sequence[int]
    newest: Sequence[str | None]
    background: Sequence[str | None]


def _fields(rows: Sequence[Sequence[Any]]) -> _Fields:
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * 15
    return _Fields(*columns, *([[None] * len(rows)] if len(columns) < len(_Fields._fields) else []))


def row(link: Link) -> LinkRow:
    """A link as a store would keep it."""
    return LinkRow(
        subject=link.subject.id,
        object=link.object.id,
        id=link.id,
        relation=link.relation,
        status=link.status,
        modality=link.modality,
        contested=link.contested,
        since_lo=_iso(link.since.lo),
        since_hi=_iso(link.since.hi),
        until_lo=_iso(link.until.lo),
        until_hi=_iso(link.until.hi),
        confidence=link.confidence,
        origins=link.origins,
        claims=link.claims,
        newest=_iso(link.newest),
        background=link.background,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _ints(values: Any) -> Ints:
    return np.array(values, dtype=np.int32)


def _ordinals(days: Any, if_open: int) -> Ints:
    known = {day: date.fromisoformat(day).toordinal() for day in set(days) if day is not None}
    return _ints([if_open if day is None else known[day] for day in days])
