"""When a link holds: RULES.md, "When a link holds", word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.model import Article, ArticleRecord, Claim, Event, Modality, Status
from schemas.names import fold

MINUS, PLUS = date.min, date.max  # −∞ and +∞: what nothing bounds is open
SYMMETRIC = {"PARTNER_OF", "COMPETES_WITH"}
FIRM = {Status.ACTIVE, Status.ENDED, Status.ABANDONED}
SURE_FIRST = [Modality.DENIED, Modality.HEDGED, Modality.ASSERTED]
HELD_FIRST = [Status.PLANNED, Status.ABANDONED, Status.ENDED, Status.ACTIVE]


@dataclass(frozen=True)
class Node:
    """An entity: its id and the name that answers print."""

    id: str
    name: str


@dataclass(frozen=True)
class Said:
    """One claim with what its article adds to it."""

    claim: Claim
    article: Article

    @property
    def published(self) -> date:
        return self.article.published or MINUS

    @property
    def holds(self) -> bool:
        return self.claim.status is Status.ACTIVE

    @property
    def over(self) -> bool:
        return self.claim.status is Status.ENDED

    @property
    def firm(self) -> bool:
        return self.claim.modality is Modality.ASSERTED and self.claim.status in FIRM

    def age(self) -> tuple[date, date, int, int]:
        """What "latest" compares."""
        spoken_of = self.published
        if not self.holds and self.claim.date is not None and self.claim.date.last is not None:
            spoken_of = min(self.article.published or PLUS, self.claim.date.last)
        sure, held = SURE_FIRST.index(self.claim.modality), HELD_FIRST.index(self.claim.status)
        return (spoken_of, self.published, sure, held)


@dataclass(frozen=True)
class Bounds:
    """Of the first and the last day of a tie."""

    since_lo: date = MINUS
    since_hi: date = PLUS
    until_lo: date = MINUS
    until_hi: date = PLUS


OPEN = Bounds()


@dataclass(frozen=True)
class OracleLink:
    """A link; `since` and `until` are (lo, hi) with MINUS and PLUS for open ones."""

    subject: Node
    relation: str
    object: Node
    status: Status
    modality: Modality
    contested: bool = False
    since: tuple[date, date] = (MINUS, PLUS)
    until: tuple[date, date] = (MINUS, PLUS)
    confidence: float = 1.0
    origins: int = 0
    claims: int = 0
    newest: date | None = None
    background: str | None = None

    @property
    def triple(self) -> tuple[str, str, str]:
        return (self.subject.id, self.relation, self.object.id)


def derive(records: Sequence[ArticleRecord], node: Callable[[str], Node]) -> dict[tuple[str, str, str], OracleLink]:
    """Every link of these articles; `node` gives the entity into which an id of the resolver was judged to belong."""
    standing = one_of_each_text(records)
    origin = origins(records, standing)
    said: dict[tuple[str, str, str], list[Said]] = {}
    nodes: dict[str, Node] = {}
    for record in standing:
        identity = dict(record.identity)
        for claim in record.claims:
            ends = [node(identity[claim.subject]), node(identity[claim.object])]
            if ends[0].id == ends[1].id:
                continue  # no link of an entity with itself
            if claim.relation in SYMMETRIC:
                ends.sort(key=lambda one: (one.name, one.id))
            nodes |= {one.id: one for one in ends}
            said.setdefault((ends[0].id, claim.relation, ends[1].id), []).append(Said(claim, record.article))
    return {
        (subject, relation, object_): link(nodes[subject], relation, nodes[object_], claims, origin)
        for (subject, relation, object_), claims in said.items()
    }


def one_of_each_text(records: Sequence[ArticleRecord]) -> list[ArticleRecord]:
    """Of articles with one text, to the letter, the one published first, then of least id."""
    first: dict[str, ArticleRecord] = {}
    for record in sorted(records, key=lambda one: (one.article.published or PLUS, one.article.id)):
        first.setdefault(record.article.body, record)
    return list(first.values())


def origins(records: Sequence[ArticleRecord], standing: Sequence[ArticleRecord]) -> Callable[[Iterable[str]], int]:
    """A function that counts distinct publishers of articles, wire copies counted once."""
    stands = {record.article.body: record.article.id for record in standing}
    group = {record.article.id: {stands[record.article.body]} for record in records}
    for record in records:
        for other in record.copy_of:
            if other in group:
                join(group, record.article.id, other)

    publisher = {record.article.id: record.article.publisher for record in standing}

    def count(articles: Iterable[str]) -> int:
        """Articles are of one origin where they are copies of one text or come from one publisher."""
        mine = {id: set(group[id]) for id in articles}
        for one in mine:
            for other in mine:
                if group[one] & group[other] or same_publisher(publisher[one], publisher[other]):
                    join(mine, one, other)
        return len({frozenset(ids) for ids in mine.values()})

    return count


def join(group: dict[str, set[str]], one: str, other: str) -> None:
    """Make the groups of both one group."""
    both = group[one] | group[other]
    for id in [id for id, ids in group.items() if ids & both]:
        group[id] = both


def same_publisher(one: str | None, other: str | None) -> bool:
    """Spellings of one name are one publisher; an article of an unknown one stands for itself."""
    return bool(one and other) and fold(one or "") == fold(other or "")


def link(
    subject: Node, relation: str, object_: Node, claims: list[Said], count: Callable[[Iterable[str]], int]
) -> OracleLink:
    claims = sorted(claims, key=Said.age)
    latest = [one for one in claims if one.firm] or claims
    asserted = [one for one in claims if one.claim.modality is Modality.ASSERTED]
    denied = [one for one in claims if one.claim.modality is Modality.DENIED]
    since, until = interval(claims)
    published = [one.article.published for one in claims if one.article.published]
    return OracleLink(
        subject=subject,
        relation=relation,
        object=object_,
        status=latest[-1].claim.status,
        modality=latest[-1].claim.modality,
        contested=bool(asserted and denied),
        since=since,
        until=until,
        confidence=max(one.claim.confidence for one in asserted or claims),
        origins=count({one.article.id for one in claims}),
        claims=len(claims),
        newest=max(published, default=None),
    )


def interval(claims: Sequence[Said]) -> tuple[tuple[date, date], tuple[date, date]]:
    """(since_lo, since_hi), (until_lo, until_hi) of claims in order, latest last.

    RULES.md does not say what becomes of bounds that contradict each other (docs/notes/2026-11-28-rules-read.md does).
    """
    told = [one for one in claims if one.claim.status is not Status.ABANDONED]
    used = [one for one in told if one.claim.modality is Modality.ASSERTED]
    used = used or [one for one in told if one.claim.modality is Modality.HEDGED]
    said = [bound for one in reversed(last_spell(used)) for bound in bounds(one)]
    if any(one.firm for one in claims):
        used = [one for one in used if one.claim.status is not Status.PLANNED]
        # Of ends the latest claim knows best. A later report of a beginning does not undo that the tie held before.
        said = [bound for one in reversed(last_spell(used)) for bound in bounds(one)]
        said.sort(key=lambda bound: (bound.since_lo != MINUS, bound.since_hi != PLUS))
    known = OPEN
    for bound in said:
        known = tightest(known, bound)
    return (known.since_lo, min(known.since_hi, known.until_hi)), (max(known.until_lo, known.since_lo), known.until_hi)


def tightest(known: Bounds, bound: Bounds) -> Bounds:
    """Both bounds; what is known already where no tie could keep to both."""
    both = Bounds(
        max(known.since_lo, bound.since_lo),
        min(known.since_hi, bound.since_hi),
        max(known.until_lo, bound.until_lo),
        min(known.until_hi, bound.until_hi),
    )
    possible = both.since_lo <= both.since_hi and both.until_lo <= both.until_hi and both.since_lo <= both.until_hi
    return both if possible else known


def last_spell(claims: Sequence[Said]) -> Sequence[Said]:
    """An active claim later than an ended one opens a new spell."""
    begin = 0
    for number, one in enumerate(claims):
        if one.holds and any(earlier.over for earlier in claims[begin:number]):
            begin = number
    return claims[begin:]


def bounds(one: Said) -> list[Bounds]:
    """What one claim says, bound by bound."""
    claim, published = one.claim, one.article.published
    first = (claim.date and claim.date.first) or MINUS
    last = (claim.date and claim.date.last) or PLUS
    past = (claim.date and claim.date.last) or published or PLUS  # open at the far end: until it was said
    by_now, not_yet = Bounds(since_hi=published or PLUS), Bounds(since_lo=published or MINUS)
    still, over = Bounds(until_lo=published or MINUS), Bounds(until_hi=published or PLUS)
    began = [Bounds(since_hi=last), Bounds(since_lo=first)]
    ended = [Bounds(until_lo=first), Bounds(until_hi=last)]
    dated = claim.date is not None
    told: list[Bounds] = []
    if claim.status is Status.ACTIVE:
        if not dated:
            told += [by_now]
        elif claim.event is Event.START:
            told += [Bounds(since_hi=past), Bounds(since_lo=first)]
        elif claim.event is None:
            told += [Bounds(since_hi=past)]
        if claim.event is not Event.END:
            told += [still]
        elif dated:
            told += ended
    elif claim.status is Status.ENDED:
        if dated and claim.event is Event.START:
            told += [*began, over]
        else:
            told += [Bounds(until_lo=first), Bounds(until_hi=past)] if dated else [over]
    elif claim.status is Status.PLANNED:
        told += began if dated and claim.event is Event.START else [not_yet]
    return told


def as_of(link: OracleLink, day: date) -> bool:
    """Whether the link can hold on that day."""
    return link.since[0] <= day <= link.until[1]


def surely_on(link: OracleLink, day: date) -> bool:
    """Whether the link holds on that day, whatever its open bounds are."""
    return link.since[1] <= day <= link.until[0]
