"""A batch of articles worked out in memory: which text each id stands for, and whose reading is kept.

Of the ids under which one text came, the one published first (unknown last), then of least id, stands for all, and the
reading that came with it is the one that is kept. Nothing here talks to the server.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from cypher.stores import rows
from cypher.stores.checking import check
from schemas.model import AddReport, ArticleRecord, Claim, EntityType, Kind


@dataclass(frozen=True, slots=True)
class Copy:
    """An id under which a text came."""

    id: str
    url: str
    publisher: str | None
    published: date | None
    retrieved: datetime | None


@dataclass(slots=True)
class Text:
    """A text with its copies, by id, and the reading that stands; `before` is the reading that the store holds."""

    hash: str
    copies: dict[str, Copy] = field(default_factory=dict)
    record: ArticleRecord | None = None
    before: ArticleRecord | None = None

    def first(self) -> Copy:
        """The copy that stands for all."""
        return min(self.copies.values(), key=lambda one: (one.published or date.max, one.id))


@dataclass(slots=True)
class Batch:
    """The texts that a batch concerns, as they are in the store, then as they shall be."""

    texts: dict[str, Text] = field(default_factory=dict)
    near_added: set[tuple[str, str]] = field(default_factory=set)
    copies_put: dict[str, tuple[str, Copy]] = field(default_factory=dict)
    copies_dropped: set[str] = field(default_factory=set)
    where: dict[str, str] = field(default_factory=dict)
    """Id of a copy -> hash of its text."""
    known: set[str] = field(default_factory=set)
    """Ids that are stored and shall stay as they are."""

    def add(self, records: Sequence[ArticleRecord], *, replacing: bool) -> AddReport:
        """Take in records; what happened to each, by id. Raises InputError for one that contradicts itself."""
        new: list[str] = []
        copies: list[str] = []
        known: list[str] = []
        replaced: list[str] = []
        for record in records:
            id_ = record.article.id
            held = self._text_of(id_)
            if id_ in self.known or (held is not None and not replacing):
                known.append(id_)
                continue
            check(record)
            if held is not None:
                replaced.append(id_)
                self._release(held, record)
            fresh = self._put(record)
            if held is None:
                (new if fresh else copies).append(id_)
        return AddReport(tuple(new), tuple(copies), tuple(known), tuple(replaced))

    def changed(self) -> list[Text]:
        """Texts whose reading differs from that in the store, by hash."""
        return [text for _, text in sorted(self.texts.items()) if text.record != text.before]

    def _text_of(self, id_: str) -> Text | None:
        hash_ = self.where.get(id_)
        return None if hash_ is None else self.texts[hash_]

    def _put(self, record: ArticleRecord) -> bool:
        """A record whose id is not held, or (of the same text) held. Whether the text is new."""
        article = record.article
        hash_ = rows.text_hash(article)
        text = self.texts.setdefault(hash_, Text(hash_))
        fresh = not text.copies
        copy = Copy(article.id, article.url, article.publisher, article.published, article.retrieved)
        text.copies[article.id] = copy
        self.where[article.id] = hash_
        self.copies_put[article.id] = hash_, copy
        self.near_added |= {(article.id, other) for other in record.copy_of if other != article.id}
        if fresh:
            text.record = kept(record)
        else:
            self._settle(text, record)
        return fresh

    def _settle(self, text: Text, record: ArticleRecord | None) -> None:
        """Let the right copy stand; `record` is a reading that has just come for one of them."""
        stands = text.first()
        if record is not None and record.article.id == stands.id:
            text.record = kept(record)
            return
        assert text.record is not None
        article = replace(
            text.record.article,
            id=stands.id,
            url=stands.url,
            publisher=stands.publisher,
            published=stands.published,
            retrieved=stands.retrieved,
        )
        text.record = replace(text.record, article=article)

    def _release(self, text: Text, record: ArticleRecord) -> None:
        """Make room for a new reading of an id: where its text has changed, take the id off the old text."""
        if rows.text_hash(record.article) == text.hash:
            return
        id_ = record.article.id
        self.near_added = {pair for pair in self.near_added if id_ not in pair}
        del text.copies[id_], self.where[id_]
        self.copies_put.pop(id_, None)
        self.copies_dropped.add(id_)
        if text.copies:
            self._settle(text, None)
        else:
            text.record = None


def kept(record: ArticleRecord) -> ArticleRecord:
    """A record as it is stored: of one statement made twice the surer reading, each entity's identity in its order."""
    surest: dict[str, Claim] = {}
    for claim in record.claims:
        id_ = rows.claim_id(record.article.id, claim)
        if id_ not in surest or claim.confidence > surest[id_].confidence:
            surest[id_] = claim
    identity = dict(record.identity)
    return replace(
        record,
        claims=tuple(surest.values()),
        identity=tuple((one.id, identity[one.id]) for one in record.entities),
        bands=tuple(sorted(set(record.bands))),
        copy_of=(),
    )


@dataclass(slots=True)
class Tally:
    """What articles call one id: name -> [fullest in, used in]; (type, kind) -> times given."""

    names: dict[str, list[int]] = field(default_factory=dict)
    natures: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Take in another's counts."""
        for name, (fullest, used) in other.names.items():
            held = self.names.setdefault(name, [0, 0])
            held[0] += fullest
            held[1] += used
        self.natures.update(other.natures)

    def kinds(self) -> list[tuple[EntityType, Kind | None, int]]:
        """The natures as types."""
        return [(EntityType(one), Kind(kind) if kind else None, times) for (one, kind), times in self.natures.items()]

    def __bool__(self) -> bool:
        return bool(self.names)


def count(tallies: dict[str, Tally], record: ArticleRecord, step: int) -> None:
    """Count names and kinds of an article's entities in (step 1) or out (step -1), by the resolver's id."""
    identity = dict(record.identity)
    fullest = {(identity[one.id], one.name) for one in record.entities}
    used = fullest | {(identity[one.id], name) for one in record.entities for name in one.aliases}
    for base, name in used:
        held = tallies.setdefault(base, Tally()).names.setdefault(name, [0, 0])
        held[0] += step * ((base, name) in fullest)
        held[1] += step
    for one in record.entities:
        tallies.setdefault(identity[one.id], Tally()).natures[(one.type, one.kind or "")] += step
    for base in {base for base, _ in used}:
        tally = tallies[base]
        tally.names = {name: counts for name, counts in tally.names.items() if counts[1] > 0}
        tally.natures = Counter({nature: times for nature, times in tally.natures.items() if times > 0})


def bases_of(records: Iterable[ArticleRecord | None]) -> set[str]:
    """Ids that the resolver gave in these records."""
    return {base for record in records if record for _, base in record.identity}
