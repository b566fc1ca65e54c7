"""Plain types that travel between the layers: frozen, slotted, without behaviour beyond their own fields.

Two levels. What one article says: Article, ArticleEntity, Mention, Claim, together an ArticleRecord; ids of entities
are local to the article. What all articles say together: Entity, Link, Evidence and the answers Path and Conflict.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from schemas.dates import DateSpan


class EntityType(StrEnum):
    ORGANIZATION = "Organization"
    PERSON = "Person"


class Kind(StrEnum):
    """What an organization is."""

    COMPANY = "company"
    INVESTOR = "investor"
    GOVERNMENT = "government"
    UNIVERSITY = "university"
    MEDIA = "media"
    NONPROFIT = "nonprofit"
    OTHER = "other"


class Role(StrEnum):
    """What kind of post a person holds."""

    EXECUTIVE = "executive"
    BOARD = "board"
    EMPLOYEE = "employee"
    ADVISOR = "advisor"
    OFFICIAL = "official"
    OTHER = "other"


class Status(StrEnum):
    ACTIVE = "active"
    ENDED = "ended"
    PLANNED = "planned"
    ABANDONED = "abandoned"


class Modality(StrEnum):
    ASSERTED = "asserted"
    HEDGED = "hedged"
    DENIED = "denied"


class Event(StrEnum):
    START = "start"
    END = "end"


class Overlap(StrEnum):
    CERTAIN = "certain"
    POSSIBLE = "possible"
    COOLING_OFF = "cooling_off"


class Verdict(StrEnum):
    """A judgement on whether two entities are one."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


# --- what one article says -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """One text. `published` is None where unknown; `lang` is "en" or "fr"; `id` is unique in a store."""

    id: str
    title: str
    text: str
    lang: str
    url: str = ""
    publisher: str | None = None
    published: date | None = None
    retrieved: datetime | None = None

    @property
    def body(self) -> str:
        """Title, line feed, text: what offsets of mentions and quotes count in."""
        return f"{self.title}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named: `body[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ArticleEntity:
    """Who is named in an article; `id` is local to it, `name` the fullest form used, `aliases` every form used."""

    id: str
    type: EntityType
    name: str
    kind: Kind | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in units of an ISO 4217 currency."""

    value: float
    currency: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The words a claim rests on: `Article.body[start:end] == text`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What an article says of two of its entities; `confidence` in (0, 1] with at most four decimal places."""

    relation: str
    subject: str
    object: str
    status: Status
    modality: Modality
    quote: Quote
    confidence: float = 1.0
    event: Event | None = None
    title: str | None = None
    role: Role | None = None
    amount: Money | None = None
    stake_percent: float | None = None
    date: DateSpan | None = None
    attributed_to: str | None = None
    scope: str = "sentence"


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article with what was read from it, and by whom (`made_by`: a model with its version, a person or a tool)."""

    article: Article
    entities: tuple[ArticleEntity, ...]
    claims: tuple[Claim, ...]
    made_by: str
    identity: tuple[tuple[str, str], ...] = ()
    """(local entity id, entity id in the graph), for each entity: the resolver's decision."""
    bands: tuple[int, ...] = ()
    """Hashes under which near copies of the text meet; empty where none were computed."""
    copy_of: tuple[str, ...] = ()
    """Ids of stored articles whose text is nearly the same: one origin with this one."""
    notes: tuple[str, ...] = ()
    """What was cut or dropped in reading, in words."""


# --- what all articles say together ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entity:
    """A node of the graph. `aliases` holds every other name, in code-point order."""

    id: str
    type: EntityType
    name: str
    kind: Kind | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bounds:
    """A day known within bounds, both included; None is open."""

    lo: date | None = None
    hi: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """What all claims say of one (subject, relation, object); derived, never edited (docs/rules.md).

    `origins` counts independent publishers, `claims` the claims it rests on, `newest` is the last publication day among
    them; `background` names the source of a fact that no article states (then origins and claims are 0).
    """

    id: str
    subject: Entity
    relation: str
    object: Entity
    status: Status
    modality: Modality
    contested: bool = False
    since: Bounds = Bounds()
    until: Bounds = Bounds()
    confidence: float = 1.0
    origins: int = 0
    claims: int = 0
    newest: date | None = None
    background: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim under a link, with the words it rests on; offsets count in `Article.body`."""

    claim: str
    quote: str
    start: int
    end: int
    article: str
    url: str
    publisher: str | None
    published: date | None
    lang: str
    status: Status
    modality: Modality
    confidence: float
    event: Event | None = None
    title: str | None = None
    role: Role | None = None
    amount: Money | None = None
    stake_percent: float | None = None
    date: DateSpan | None = None
    attributed_to: str | None = None
    made_by: str = ""
    source_is_party: bool = False


@dataclass(frozen=True, slots=True)
class Leg:
    """A link as part of an answer, with its evidence where it was asked for."""

    link: Link
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Hop:
    """From one entity to the next, with every link between them that counts, best first."""

    start: Entity
    end: Entity
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """`score` is the product over hops of the best link's confidence."""

    hops: tuple[Hop, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Conflict:
    """One assignment of a rule's roles that fits; `roles` in the rule's order, `legs` in the order of its legs."""

    rule: str
    roles: tuple[tuple[str, Entity], ...]
    legs: tuple[Leg, ...]
    overlap: Overlap
    severity: int
    by_claims_only: bool


@dataclass(frozen=True, slots=True)
class LinkFilter:
    """Which links count. None means no bound; `planned` and `hedged` let such links in (docs/rules.md)."""

    relations: frozenset[str] | None = None
    statuses: frozenset[Status] | None = None
    min_confidence: float = 0.0
    min_origins: int = 0
    planned: bool = False
    hedged: bool = False
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """How much was searched: number of articles, first and last publication day."""

    articles: int
    first: date | None
    last: date | None
    entities: int = 0
    links: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class PathAnswer:
    """Ranked paths; `truncated` where not every path within the hop limit was looked at or returned."""

    paths: tuple[Path, ...]
    truncated: bool
    corpus: Corpus


@dataclass(frozen=True, slots=True)
class ConflictAnswer:
    conflicts: tuple[Conflict, ...]
    corpus: Corpus


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision on two entity ids (as the resolver gave them), with who, when and why; `id` is set by the store."""

    left: str
    right: str
    verdict: Verdict
    who: str
    when: datetime
    why: str = ""
    id: str = ""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class BackgroundFact:
    """A tie that every reader of the field knows, with its source; ends are entity ids."""

    subject: str
    relation: str
    object: str
    source: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of a batch: article ids, by outcome."""

    new: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    replaced: tuple[str, ...] = field(default=())
