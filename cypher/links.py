"""Links from claims: what all claims on one (subject, relation, object) say together, and which links count.

Pure: the same claims give the same link, in whatever order they come. RULES, "When a link holds", is the definition.
Where it is silent: a publication day that is not known sorts as the earliest, and every bound that would rest on it
stays open; of bounds that contradict each other the later claim's stands, but for
a beginning, where the earliest does (docs/notes/2026-11-28-rules-read.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cypher.spans import Span
from schemas.dates import DateSpan
from schemas.model import Bounds, Entity, Event, Link, LinkFilter, Modality, Status
from schemas.names import fold
from schemas.ontology import relation as relation_type

_FIRM = frozenset({Status.ACTIVE, Status.ENDED, Status.ABANDONED})
_STATUS_RANK = {Status.PLANNED: 0, Status.ABANDONED: 1, Status.ENDED: 2, Status.ACTIVE: 3}
_MODALITY_RANK = {Modality.DENIED: 0, Modality.HEDGED: 1, Modality.ASSERTED: 2}
_folded = lru_cache(maxsize=65536)(fold)


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """What derivation needs to know of one claim; `origin` names the cluster of near copies that its article is in."""

    claim: str
    article: str
    publisher: str | None
    origin: str
    published: date | None
    status: Status
    modality: Modality
    event: Event | None
    date: DateSpan | None
    confidence: float


def link_id(subject: str, relation: str, object_: str) -> str:
    """The id of the link between two entity ids; a symmetric relation has one id for either order."""
    ends = sorted((subject, object_)) if relation_type(relation).symmetric else (subject, object_)
    key = "\0".join((ends[0], relation, ends[1]))
    return "l:" + hashlib.blake2b(key.encode(), digest_size=12).hexdigest()


def ordered(relation: str, subject: Entity, object_: Entity) -> tuple[Entity, Entity]:
    """The ends as they are printed: of a symmetric relation by name in code-point order, then id."""
    if relation_type(relation).symmetric and (object_.name, object_.id) < (subject.name, subject.id):
        return object_, subject
    return subject, object_


def derive(subject: Entity, relation: str, object_: Entity, facts: Sequence[ClaimFact]) -> Link:
    """The link that these claims make; the order of `facts` never matters. Raises ValueError where there are none."""
    if not facts:
        raise ValueError(f"no claims on {subject.id} {relation} {object_.id}")
    first, second = ordered(relation, subject, object_)
    asserted = [fact for fact in facts if fact.modality is Modality.ASSERTED]
    firm = [fact for fact in asserted if fact.status in _FIRM]
    latest = max(firm or facts, key=recency)
    since, until = _interval(facts, firm=bool(firm))
    return Link(
        id=link_id(subject.id, relation, object_.id),
        subject=first,
        relation=relation,
        object=second,
        status=latest.status,
        modality=latest.modality,
        contested=bool(asserted) and any(fact.modality is Modality.DENIED for fact in facts),
        since=since,
        until=until,
        confidence=max(fact.confidence for fact in asserted or facts),
        origins=count_origins(facts),
        claims=len(facts),
        newest=max((fact.published for fact in facts if fact.published), default=None),
    )


def counts(link: Link, filter: LinkFilter) -> bool:
    """Whether a link counts as a leg or hop: by its status and modality, the two flags, and the filter's bounds.

    `as_of` is not looked at (see `cypher.overlap.can_hold`); `statuses` means the status as printed, not that on a day;
    a background fact has no origins, so that a `min_origins` hides it.
    """
    return stands(link, filter) and (
        (filter.relations is None or link.relation in filter.relations)
        and (filter.statuses is None or link.status in filter.statuses)
        and link.confidence >= filter.min_confidence
        and link.origins >= filter.min_origins
    )


def stands(link: Link, filter: LinkFilter) -> bool:
    """Whether a link counts by status and modality under the flags alone. Denied and abandoned ones never do."""
    if link.modality is Modality.DENIED or link.status is Status.ABANDONED:
        return False
    if link.status is Status.PLANNED and not filter.planned:
        return False
    return link.modality is Modality.ASSERTED or filter.hedged


def recency(fact: ClaimFact) -> tuple[date, date, int, int]:
    """What "latest" compares: the day spoken of, the publication day, then modality and status."""
    published = fact.published or date.min
    rank = _MODALITY_RANK[fact.modality], _STATUS_RANK[fact.status]
    if fact.status is Status.ACTIVE:
        return published, published, *rank
    days = [day for day in (fact.published, fact.date.last if fact.date else None) if day]
    return min(days, default=date.min), published, *rank


def count_origins(facts: Sequence[ClaimFact]) -> int:
    """Independent publishers: articles of one publisher, or near copies of one another, are one origin, in chains too.

    Spellings of a publisher meet as those of an entity do; an article without publisher stands for itself.
    """
    group: dict[str, str] = {}

    def root(key: str) -> str:
        while group.setdefault(key, key) != key:
            group[key] = group[group[key]]
            key = group[key]
        return key

    keys = []
    for fact in facts:
        source = _folded(fact.publisher) if fact.publisher else ""
        keys.append(f"p:{source}" if source else f"a:{fact.article}")
        if fact.origin:
            group[root(f"o:{fact.origin}")] = root(keys[-1])
    return len({root(key) for key in keys})


def _interval(facts: Sequence[ClaimFact], *, firm: bool) -> tuple[Bounds, Bounds]:
    told = [fact for fact in facts if fact.status is not Status.ABANDONED and fact.modality is not Modality.DENIED]
    asserted = [fact for fact in told if fact.modality is Modality.ASSERTED]
    spans = [_bounds(fact, firm=firm) for fact in reversed(_spell(asserted or told))]
    whole = Span()
    if not firm:
        for one in spans:
            whole.add(one)
        return whole.bounds()
    # An end is told best by the latest claim. A beginning is not: a later report of a start (a further round, a new
    # contract) does not undo that the tie held before, so every "by then" comes before every "not before".
    for one in spans:
        whole.ends_from(one.until_lo)
        whole.ends_by(one.until_hi)
    for one in spans:
        whole.begins_by(one.since_hi)
    for one in spans:
        whole.begins_from(one.since_lo)
    return whole.bounds()


def _spell(claims: Sequence[ClaimFact]) -> list[ClaimFact]:
    """The claims of the present spell, oldest first: from the last active one on that follows an ended one."""
    told = sorted(claims, key=_order)
    start, over = 0, False
    for index, fact in enumerate(told):
        if fact.status is Status.ENDED:
            over = True
        elif fact.status is Status.ACTIVE and over:
            start, over = index, False
    return told[start:]


def _order(fact: ClaimFact) -> tuple[object, ...]:
    """A total order: recency, then what a claim says, so that equals are told apart by content before id."""
    return *recency(fact), fact.event or "", fact.date.text if fact.date else "", fact.claim


def _bounds(fact: ClaimFact, *, firm: bool) -> Span:
    """What one claim says of the interval. Where its date is open at the far end, the publication day is that bound."""
    day, told = fact.published, fact.date
    lies = Span()
    if fact.event is Event.START and told:
        lies.since_lo, lies.since_hi = told.first, told.last
    if fact.status is Status.PLANNED:
        if firm:
            return Span()
        lies.since_lo = lies.since_lo if fact.event is Event.START and told else day
        return lies
    if fact.status is Status.ENDED:
        if told and fact.event is not Event.START:
            lies.until_lo, lies.until_hi = told.first, told.last or day
        else:
            lies.until_hi = day
        return lies
    if fact.event is not Event.END or told is None:
        lies.since_hi = (told.last if told else day) or day
    if fact.event is not Event.END:
        lies.until_lo = day
    elif told:
        lies.until_lo, lies.until_hi = told.first, told.last
    return lies
