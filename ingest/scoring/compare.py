"""One article: what was found against what was annotated."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from ingest.scoring.attributes import ATTRIBUTES, Place, Same, value_of
from ingest.scoring.keys import ClaimKey, Ids, claim_key, status_key
from ingest.scoring.names import align
from ingest.scoring.stories import Story
from schemas.model import Modality
from schemas.wire import ClaimWire

ALL = "all"
ENTITY, CLAIM, STATUS = "entity", "claim", "status"
MEASURES = (ENTITY, CLAIM, STATUS)
Twins = Mapping[ClaimKey, Sequence[ClaimWire]]
Counts = dict[tuple[str, str], Counter[str]]


@dataclass(frozen=True, slots=True)
class Error:
    """A claim found that is none ("wrong"), or one that was not found ("missed"), with the words it rests on."""

    article: str
    what: str
    claim: str
    confidence: float | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """Of the gold's claims that were found: how often the attribute is `right`, `of` those that have it. `extra`: how
    many claims found have it where the gold has none."""

    right: int = 0
    of: int = 0
    extra: int = 0

    def __add__(self, other: Attribute) -> Attribute:
        return Attribute(self.right + other.right, self.of + other.of, self.extra + other.extra)


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one article."""

    read: bool
    """Whether there was anything to compare with; else nothing counts as found."""
    counts: Mapping[tuple[str, str], Counter[str]]
    """(measure, "all" or a relation or a type) → tp, fp, fn."""
    attributes: Mapping[str, Attribute]
    sureness: Sequence[tuple[float, bool]]
    """Confidence of each claim found that is not optional, and whether it is right."""
    errors: Sequence[Error]


def compare(gold: Story, found: Story | None, *, body: str, at: float = 0.0) -> Row:
    """`found` is None where the article was not read; `body` is title, line feed, text; `at` leaves out claims that are
    less certain. Keys that only optional claims of the gold hold are neither required nor wrong."""
    claims = [claim for claim in found.claims if claim.confidence >= at] if found else []
    entities = found.entities if found else ()
    own, ids = {entity.id: entity.id for entity in gold.entities}, align(gold.entities, entities)
    ours, theirs = _twins(gold.claims, own), _twins(claims, ids)
    required = {key for key, twins in ours.items() if not all(claim.optional for claim in twins)}
    counts: Counts = defaultdict(Counter)
    types = {(entity.id, entity.type.value) for entity in gold.entities}
    _tally(counts, ENTITY, types, types, {(ids[entity.id], entity.type.value) for entity in entities})
    _tally(counts, CLAIM, required, ours.keys(), theirs.keys())
    stated = {status_key(claim, own) for claim in gold.claims if not claim.optional}
    allowed = {status_key(claim, own) for claim in gold.claims}
    _tally(counts, STATUS, stated, allowed, {status_key(claim, ids) for claim in claims})
    place = Place(gold, body)
    wrong = {key: twins for key, twins in theirs.items() if key not in ours}
    missed = {key: ours[key] for key in required - theirs.keys()}
    return Row(
        read=found is not None,
        counts=counts,
        attributes={name: _attribute(name, same, ours, theirs, place) for name, same in ATTRIBUTES.items()},
        sureness=[
            (max(claim.confidence for claim in twins), key in required)
            for key, twins in theirs.items()
            if key in required or key in wrong
        ],
        errors=[*_errors(gold.id or "", found, "wrong", wrong), *_errors(gold.id or "", gold, "missed", missed)],
    )


def _twins(claims: Sequence[ClaimWire], ids: Ids) -> Twins:
    found: dict[ClaimKey, list[ClaimWire]] = defaultdict(list)
    for claim in claims:
        found[claim_key(claim, ids)].append(claim)
    return dict(found)


def _tally(
    counts: Counts, measure: str, required: AbstractSet[Any], allowed: AbstractSet[Any], found: AbstractSet[Any]
) -> None:
    """Each key counts under `ALL` and under its second part: the type of an entity, the relation of a claim."""
    for outcome, keys in (("tp", found & required), ("fp", found - required - allowed), ("fn", required - found)):
        for key in keys:
            counts[measure, ALL][outcome] += 1
            counts[measure, key[1]][outcome] += 1


def _attribute(name: str, same: Same, ours: Twins, theirs: Twins, place: Place) -> Attribute:
    right = of = extra = 0
    for key in ours.keys() & theirs.keys():
        annotated = [value for value in (value_of(claim, name) for claim in ours[key]) if value is not None]
        values = [value for value in (value_of(claim, name) for claim in theirs[key]) if value is not None]
        of += len(annotated)
        right += sum(any(same(gold, value, place) for value in values) for gold in annotated)
        extra += len(values) if not annotated else 0
    return Attribute(right, of, extra)


def _errors(article: str, story: Story | None, what: str, claims: Twins) -> Iterator[Error]:
    names = {entity.id: entity.name for entity in story.entities} if story else {}
    for _, twins in sorted(claims.items()):
        best = max(twins, key=lambda claim: claim.confidence)
        denied = " (denied)" if best.modality is Modality.DENIED else ""
        ends = (names.get(end, end) for end in (best.subject, best.object))
        words = f" {best.relation} ".join(ends) + denied
        sure = best.confidence if what == "wrong" else None
        yield Error(article, what, words, sure, best.evidence)
