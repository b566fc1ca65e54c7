"""When a link holds: RULES.md, "When a link holds", word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
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
    once_ended: bool = False
    """An asserted claim says that it ended (what makes a rivalry one more leg)."""

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
    return fold(one or "") == fold(other or "")


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
        once_ended=any(one.over for one in asserted),
    )


def interval(claims: Sequence[Said]) -> tuple[tuple[date, date], tuple[date, date]]:
    """(since_lo, since_hi), (until_lo, until_hi) of claims in order, latest last."""
    of_one_kind = [one for one in claims if one.claim.modality is Modality.ASSERTED]
    if not of_one_kind:
        of_one_kind = [one for one in claims if one.claim.modality is Modality.HEDGED]
    used = [one for one in of_one_kind if one.claim.status is not Status.ABANDONED]
    if any(one.firm for one in claims):
        used = [one for one in used if one.claim.status is not Status.PLANNED]
    since_los, since_his, until_los, until_his = [MINUS], [PLUS], [MINUS], [PLUS]
    for one in last_spell(used):
        since_lo, since_hi, until_lo, until_hi = bounds(one)
        since_los.append(since_lo)
        since_his.append(since_hi)
        until_los.append(until_lo)
        until_his.append(until_hi)
    since_lo, since_hi, until_lo, until_hi = max(since_los), min(since_his), max(until_los), min(until_his)
    return (since_lo, min(since_hi, until_hi)), (max(until_lo, since_lo), until_hi)


def last_spell(claims: Sequence[Said]) -> Sequence[Said]:
    """An active claim later than an ended one opens a new spell."""
    begin = 0
    for number, one in enumerate(claims):
        if one.holds and any(earlier.over for earlier in claims[begin:number]):
            begin = number
    return claims[begin:]


def bounds(one: Said) -> tuple[date, date, date, date]:
    """What one claim says: since_lo, since_hi, until_lo, until_hi."""
    claim = one.claim
    dated = claim.date is not None
    first = (claim.date and claim.date.first) or MINUS
    last = (claim.date and claim.date.last) or PLUS
    not_before, not_after = one.article.published or MINUS, one.article.published or PLUS
    since_lo, since_hi, until_lo, until_hi = MINUS, PLUS, MINUS, PLUS
    if claim.status is Status.ACTIVE:
        if claim.event is not Event.END:
            until_lo = not_before
        elif dated:
            until_lo, until_hi = first, last
        if not dated:
            since_hi = not_after
        elif claim.event is Event.START:
            since_lo, since_hi = first, last
        elif claim.event is None:
            since_hi = last
    elif claim.status is Status.ENDED:
        if dated and claim.event is not Event.START:
            until_lo, until_hi = first, last
        else:
            until_hi = not_after
        if dated and claim.event is Event.START:
            since_lo, since_hi = first, last
    elif claim.status is Status.PLANNED:
        if dated and claim.event is Event.START:
            since_lo, since_hi = first, last
        else:
            since_lo = not_before
    return since_lo, since_hi, until_lo, until_hi


def as_of(link: OracleLink, day: date) -> bool:
    """Whether the link can hold on that day."""
    return link.since[0] <= day <= link.until[1]


def surely_on(link: OracleLink, day: date) -> bool:
    """Whether the link holds on that day, whatever its open bounds are."""
    return link.since[1] <= day <= link.until[0]


def renamed(link: OracleLink, **changes: object) -> OracleLink:
    """The link with some fields changed."""
    return replace(link, **changes)  # type: ignore[arg-type]
