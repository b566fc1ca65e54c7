"""From probabilities to claims: thresholds, and what cannot hold together in one story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ingest.nlp.reader.runtime import Facets, Floats, Ints
from schemas.model import EntityType, Event, Modality, Role, Status
from schemas.ontology import RelationType


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability a relation is claimed, and when a pair gets a second status beside its first."""

    relations: Mapping[str, float]
    second_status: float
    """The least ratio of the second status to the first."""

    @classmethod
    def of(cls, data: Mapping[str, Any], relations: Sequence[RelationType]) -> Thresholds:
        """From `thresholds.json`. Raises KeyError where a relation of the model has none."""
        return cls({one.name: float(data["relations"][one.name]) for one in relations}, float(data["second_status"]))

    def everything_above(self, floor: float) -> Thresholds:
        """One threshold for all relations and second statuses, as when the thresholds themselves are to be chosen."""
        return replace(self, relations=dict.fromkeys(self.relations, floor), second_status=floor)


@dataclass(frozen=True, slots=True)
class Found:
    """A relation found between entities (places): `row` is its line in the scores."""

    row: int
    relation: int
    subject: int
    object: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Said:
    """How a relation is said to hold; `share` of its confidence."""

    status: Status
    modality: Modality
    event: Event | None
    role: Role | None
    share: float


def decide(
    ends: Ints, scores: Floats, types: Sequence[EntityType], relations: Sequence[RelationType], thresholds: Thresholds
) -> list[Found]:
    """Ends (P, 2), with both orders of each pair, and probabilities (P, relations) → relations found, surest first."""
    place = {(int(a), int(b)): row for row, (a, b) in enumerate(ends)}
    found = []
    for at, relation in enumerate(relations):
        # A symmetric relation counts half of each order, so neither order can reach more than twice its mean.
        least = thresholds.relations[relation.name]
        for row in np.nonzero(scores[:, at] >= (0 if relation.symmetric else least))[0]:
            subject, object_ = int(ends[row, 0]), int(ends[row, 1])
            if not relation.allows(types[subject], types[object_]):
                continue
            confidence = float(scores[row, at])
            if relation.symmetric:
                if subject > object_:
                    continue
                confidence = (confidence + float(scores[place[object_, subject], at])) / 2
            if confidence >= least:
                found.append(Found(int(row), at, subject, object_, min(1.0, confidence)))
    found.sort(key=lambda one: (-one.confidence, one.relation, one.subject, one.object))
    return _consistent(found, relations)


def _consistent(found: Sequence[Found], relations: Sequence[RelationType]) -> list[Found]:
    """Nobody owns its owner: of two directions of an owning relation the surer one stands."""
    kept: list[Found] = []
    taken: set[tuple[int, int, int]] = set()
    for one in found:
        if relations[one.relation].owner and (one.relation, one.object, one.subject) in taken:
            continue
        taken.add((one.relation, one.subject, one.object))
        kept.append(one)
    return kept


def say(
    facets: Facets, row: int, relation: RelationType, labels: Mapping[str, Sequence[str]], second: float
) -> list[Said]:
    """The likeliest status, and a second one where it is nearly as likely: an old post beside a new one.

    A person has several posts at one place, so both stand. Any other tie that is told as going on and as ending is one
    tie, and its end is the news: that it went on until then makes no claim of its own.
    """
    order = np.argsort(-facets.status[row])
    first, next_ = int(order[0]), int(order[1])
    ratio = float(facets.status[row, next_] / facets.status[row, first])
    said = [_said(facets, row, first, relation, labels, 1.0)]
    if ratio >= second:
        said.append(_said(facets, row, next_, relation, labels, ratio))
    if "role" not in relation.attributes and {one.status for one in said} == {Status.ACTIVE, Status.ENDED}:
        said = [replace(one, share=1.0) for one in said if one.status is Status.ENDED]
    return said


def _said(
    facets: Facets, row: int, status: int, relation: RelationType, labels: Mapping[str, Sequence[str]], share: float
) -> Said:
    event = labels["events"][int(facets.event[row, status].argmax())]
    role = labels["roles"][int(facets.role[row, status].argmax())] if "role" in relation.attributes else None
    return Said(
        status=Status(labels["statuses"][status]),
        modality=Modality(labels["modalities"][int(facets.modality[row, status].argmax())]),
        event=None if event == "none" else Event(event),
        role=Role(role) if role else None,
        share=share,
    )
