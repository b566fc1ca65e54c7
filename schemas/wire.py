"""Records as they come in and go out, one JSON object each; pydantic only here. Everything else uses schemas.model.

`ArticleIn` is an article to read. `ClaimsRecord` is an article with its claims, in the shape of the gold files: what
`entente extract` writes and `entente load` takes. `FoundRecord` is what any tool found, to be scored; `PairIn` two
names in a text whose relation is asked. Unknown keys are tolerated everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from schemas import dates, ontology
from schemas.errors import InputError
from schemas.model import EntityType, Event, Kind, Modality, Role, Status

MAX_SHOWN = 80
M = TypeVar("M", bound=BaseModel)


def _published(value: object) -> object:
    """An ISO day, or the day of an ISO date and time as it is written; empty is unknown."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError("is no date: write it as 2025-06-12")
    try:
        if len(value) > 10:
            datetime.fromisoformat(value)
        return dates.day(value[:10])
    except (InputError, ValueError):
        raise ValueError(f"{_short(value)} is no day that exists: write it as 2025-06-12") from None


def _span(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return dates.parse(value).text
    except InputError as error:
        raise ValueError(str(error)) from None


def _known_relation(value: str) -> str:
    if value not in ontology.relations():
        raise ValueError(f"unknown relation {_short(value)}")
    return value


def _number_as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _none_as_empty(value: object) -> object:
    return "" if value is None else value


Text = Annotated[str, BeforeValidator(_none_as_empty)]
Identifier = Annotated[str, BeforeValidator(_number_as_text), Field(min_length=1, max_length=500)]


class _Tolerant(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=False, populate_by_name=True)


class ArticleIn(_Tolerant):
    """An article to read; only `text` is required. `published` is an ISO day or date and time."""

    text: str
    id: Identifier | None = None
    url: Text = ""
    publisher: str | None = None
    title: Text = ""
    published: Annotated[date | None, BeforeValidator(_published)] = None
    lang: str | None = None


class AmountWire(_Tolerant):
    """Units of an ISO 4217 currency."""

    value: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    currency: Annotated[str, Field(pattern=r"^[A-Za-z]{3}$"), AfterValidator(str.upper)]


class EntityWire(_Tolerant):
    """Who is named in the article; `id` is local to it."""

    id: Identifier
    type: EntityType
    kind: Kind | None = None
    name: Annotated[str, Field(min_length=1, max_length=500)]
    aliases: list[str] = []


class ClaimWire(_Tolerant):
    """What the article says of two of its entities; `evidence` stands in its title or text to the letter."""

    subject: Identifier
    relation: Annotated[str, AfterValidator(_known_relation)]
    object: Identifier
    title: str | None = None
    role: Role | None = None
    event: Event | None = None
    status: Status
    modality: Modality
    amount: AmountWire | None = None
    stake_percent: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] | None = None
    date: Annotated[str | None, AfterValidator(_span)] = None
    attributed_to: str | None = None
    scope: Literal["sentence", "document"] = "sentence"
    optional: bool = False
    evidence: Annotated[str, Field(min_length=1)]
    confidence: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] = 1.0


class ClaimsRecord(ArticleIn):
    """An article with its claims, and who made them (a person, a tool, a model with its version)."""

    entities: list[EntityWire]
    claims: list[ClaimWire]
    made_by: str | None = None


class FoundClaimWire(ClaimWire):
    """A claim that is scored: what is not said counts as its commonest value."""

    status: Status = Status.ACTIVE
    modality: Modality = Modality.ASSERTED
    evidence: str = ""


class FoundRecord(_Tolerant):
    """What was found in the article of that id."""

    id: Identifier
    entities: list[EntityWire] = []
    claims: list[FoundClaimWire] = []


_Span = tuple[Annotated[int, Field(ge=0, strict=True)], Annotated[int, Field(strict=True)]]


class PairIn(_Tolerant):
    """Two names in a text, `text[start:end]` each, counted in characters (code points)."""

    id: Annotated[int, Field(strict=True)] | Identifier
    text: str
    a: _Span
    b: _Span
    a_type: EntityType = EntityType.ORGANIZATION
    b_type: EntityType = EntityType.ORGANIZATION
    lang: str | None = None

    @model_validator(mode="after")
    def _two_stretches(self) -> PairIn:
        for name, (start, end) in (("a", self.a), ("b", self.b)):
            if not start < end <= len(self.text) or not self.text[start:end].strip():
                raise ValueError(f"{name} names nothing in a text of {len(self.text)} characters")
        if self.a[0] < self.b[1] and self.b[0] < self.a[1]:
            raise ValueError("a and b overlap")
        return self


def parse(model: type[M], record: object) -> M:
    """The record as that model. Raises InputError naming the first wrong fields."""
    if not isinstance(record, Mapping):
        raise InputError(f"is no JSON object but {_kind_of(record)}")
    try:
        return model.model_validate(record)
    except ValidationError as error:
        raise InputError(_words(error, record)) from None


def json_schemas() -> Mapping[str, dict[str, Any]]:
    """File name -> JSON Schema of what comes in (`article`, `claims`)."""
    models: dict[str, type[BaseModel]] = {"article": ArticleIn, "claims": ClaimsRecord}
    return {f"{name}.schema.json": model.model_json_schema() for name, model in models.items()}


def _words(error: ValidationError, record: Mapping[Any, Any]) -> str:
    """The first three faults: the field with its place, and what is wrong with it."""
    faults = [f"{_place(fault['loc'], record)}: {_reason(fault)}" for fault in error.errors(include_url=False)[:3]]
    more = error.error_count() - len(faults)
    return "; ".join(faults) + (f" (and {more} more)" if more else "")


def _reason(fault: Mapping[str, Any]) -> str:
    if fault["type"] == "missing":
        return "is missing"
    return str(fault["msg"]).removeprefix("Value error, ")


def _place(path: tuple[int | str, ...], record: Mapping[Any, Any]) -> str:
    """`claim 2 (e1 CLIENT_OF e2): status` for ("claims", 1, "status")."""
    if len(path) < 2 or not isinstance(path[1], int):
        return ".".join(str(part) for part in path) or "record"
    kind = {"claims": "claim", "entities": "entity"}.get(str(path[0]), str(path[0]))
    words = [f"{kind} {path[1] + 1}"]
    one = record[path[0]][path[1]]
    if isinstance(one, Mapping):
        shown = [str(one[key]) for key in ("subject", "relation", "object", "name") if isinstance(one.get(key), str)]
        words += [f"({_short(' '.join(shown))})"] if shown else []
    rest = ".".join(str(part) for part in path[2:])
    return " ".join(words) + (f", {rest}" if rest else "")


def _kind_of(value: object) -> str:
    names = {list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _short(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"
