"""A question as it stands in the address: read, checked, and written again for links to its neighbours.

Every parameter may be absent or empty, as forms send it; a value that cannot be used is told, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from schemas import dates
from schemas.errors import InputError
from schemas.model import LinkFilter, Status
from schemas.ontology import relations

STATUSES = (Status.ACTIVE, Status.ENDED)
HOPS = 6
LIMITS = (10, 20, 50)
YES, NO = "yes", "no"


class BadQuestion(InputError):
    """A value in the address that cannot be used; `key` names the message for a reader, with `values`."""

    def __init__(self, key: str, **values: str) -> None:
        self.key = key
        self.values = values
        super().__init__(f"{key}: {values}")


@dataclass(frozen=True, slots=True)
class Question:
    """What a page was asked beside names: the filter, and whether background facts count."""

    filter: LinkFilter
    background: bool
    as_of: str
    relations: frozenset[str]
    status: str
    narrowed: bool
    """Whether anything differs from the plain question."""


def question(params: QueryParams, *, background: bool) -> Question:
    """Reads relation, status, planned, hedged, confidence, origins, as_of, background. Raises BadQuestion."""
    names = frozenset(_relation(one) for one in params.getlist("relation") if one)
    status = _one_of(params, "status", {one.value for one in STATUSES})
    as_of = text(params, "as_of")
    try:
        day = dates.day(as_of) if as_of else None
    except InputError:
        raise BadQuestion("bad.day", value=as_of) from None
    chosen = LinkFilter(
        relations=names or None,
        statuses=frozenset((Status(status),)) if status else None,
        min_confidence=_share(params, "confidence"),
        min_origins=number(params, "origins", most=1000, otherwise=0),
        planned=flag(params, "planned", otherwise=False),
        hedged=flag(params, "hedged", otherwise=False),
        as_of=day,
    )
    counted = flag(params, "background", otherwise=background)
    narrowed = chosen != LinkFilter() or counted != background
    return Question(chosen, counted, as_of, names, status, narrowed)


def slug(relation: str) -> str:
    """A relation as it stands in an address: client-of."""
    return relation.lower().replace("_", "-")


def text(params: QueryParams, key: str) -> str:
    """A parameter without space around it; empty where it is absent."""
    return (params.get(key) or "").strip()


def number(params: QueryParams, key: str, *, most: int, otherwise: int, least: int = 0) -> int:
    """A whole number within bounds. Raises BadQuestion."""
    value = text(params, key)
    if not value:
        return otherwise
    if value.isascii() and value.isdigit() and len(value) < 10 and least <= int(value) <= most:
        return int(value)
    raise BadQuestion("bad.number", name=key, value=value, least=str(least), most=str(most))


def flag(params: QueryParams, key: str, *, otherwise: bool) -> bool:
    """yes or no. Raises BadQuestion."""
    value = _one_of(params, key, {YES, NO})
    return value == YES if value else otherwise


def address(path: str, params: Mapping[str, object]) -> str:
    """A path with its parameters, those that are None, empty or false left out; a list stands for several."""
    pairs: list[tuple[str, str]] = []
    for key, value in params.items():
        values: Iterable[object] = value if isinstance(value, list | tuple | frozenset) else (value,)
        pairs += [(key, YES if one is True else str(one)) for one in values if one not in (None, "", False)]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _relation(value: str) -> str:
    name = value.upper().replace("-", "_")
    if name not in relations():
        raise BadQuestion("bad.choice", name="relation", value=value, known=", ".join(map(slug, relations())))
    return name


def _one_of(params: QueryParams, key: str, known: set[str]) -> str:
    value = text(params, key)
    if value and value not in known:
        raise BadQuestion("bad.choice", name=key, value=value, known=", ".join(sorted(known)))
    return value


def _share(params: QueryParams, key: str) -> float:
    value = text(params, key).replace(",", ".")
    try:
        share = float(value or 0)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:  # NaN too
        raise BadQuestion("bad.share", name=key, value=value)
    return share
