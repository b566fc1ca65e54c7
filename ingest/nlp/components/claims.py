"""Who stands in which relation to whom: the upper layers, told who is who, and the pair head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from ingest.nlp import pairing, quotes
from ingest.nlp.components.encoder import runtime_of
from ingest.nlp.decoding import Found, Thresholds, decide, say
from ingest.nlp.pairing import Limits, Scores, Sight, Span
from ingest.nlp.reader.runtime import Floats, Runtime
from ingest.nlp.state import State
from schemas.model import ArticleEntity, Claim, EntityType, Kind, Quote

NAME = "entente_claims"


@Language.factory(
    NAME,
    requires=["doc._.reading", "doc._.entities", "doc.sents"],
    assigns=["doc._.claims", "doc._.entities", "doc._.notes"],
    default_config={"model": None, "threads": 0, "floor": None, "max_pairs": 3_000},
)
def create(nlp: Language, name: str, model: str | None, threads: int, floor: float | None, max_pairs: int) -> Claims:
    """`floor`: one threshold in place of the model's own; `max_pairs`: pairs of entities compared in one text."""
    runtime = runtime_of(model, threads)
    thresholds = Thresholds.of(runtime.thresholds, runtime.relations)
    return Claims(
        runtime,
        thresholds=thresholds if floor is None else thresholds.everything_above(floor),
        limits=Limits(pairs=max_pairs),
    )


@dataclass(slots=True)
class _Read:
    """The entities of one document that take part: places in `doc._.entities`, types, mentions in pieces."""

    places: list[int]
    types: list[int]
    mentions: list[list[Span]]
    left_out: int


class Claims:
    """Fills `doc._.claims`, the kinds of `doc._.entities`, and notes on what was not compared."""

    def __init__(self, runtime: Runtime, *, thresholds: Thresholds, limits: Limits) -> None:
        self.runtime, self.thresholds, self.limits = runtime, thresholds, limits
        self.types = [EntityType(name) for name in runtime.labels["types"]]

    def __call__(self, doc: Doc) -> Doc:
        state: State = doc._.reading
        read = self._taking_part(doc)
        if read.places:
            marked = pairing.marked(state.windows, read.mentions, read.types, self.runtime.slots)
            self._read(doc, read, [self.runtime.upper(one) for one in marked])
        doc._.reading = None
        return doc

    def _taking_part(self, doc: Doc) -> _Read:
        """Every entity with a mention in pieces; of more than the table of looks holds, the most often named ones."""
        state: State = doc._.reading
        spans = [
            [state.pieces.touching(one.start, one.end) for one in (state.named[at] for at in group)]
            for group in state.groups
        ]
        mentions = [[span for span in group if span] for group in spans]
        places = [at for at, group in enumerate(mentions) if group]
        most = max(2, self.limits.looks // (12 * max(1, len(state.pieces.ids))))
        left_out = max(0, len(places) - most)
        if left_out:
            places = sorted(sorted(places, key=lambda at: -len(mentions[at]))[:most])
        types = [self.types.index(doc._.entities[at].type) for at in places]
        return _Read(places, types, [mentions[at] for at in places], left_out)

    def _read(self, doc: Doc, read: _Read, seen: Sequence[tuple[Floats, Floats]]) -> None:
        state: State = doc._.reading
        count = len(state.pieces.ids)
        sights = [pairing.whole(self.runtime, state.windows, seen, read.mentions, count)]
        if len(state.windows) > 1:
            each = zip(state.windows, seen, strict=True)
            parts = [pairing.alone(self.runtime, window, one, read.mentions) for window, one in each]
            sights += [part for part in parts if part is not None]
        self._set_kinds(doc, read, sights[0])
        if len(read.places) < 2:
            return
        scores, dropped = pairing.compare(self.runtime, sights, np.array(read.types, np.int64), self.limits)
        doc._.notes = (*doc._.notes, *_notes(read.left_out, dropped))
        if scores is not None:
            doc._.claims = self._claims(doc, [doc._.entities[at] for at in read.places], sights, scores)

    def _set_kinds(self, doc: Doc, read: _Read, sight: Sight) -> None:
        entities = list(doc._.entities)
        for place, kind in zip(read.places, self.runtime.kinds(sight.entities), strict=True):
            if entities[place].type is EntityType.ORGANIZATION:
                entities[place] = replace(entities[place], kind=Kind(self.runtime.labels["kinds"][int(kind.argmax())]))
        doc._.entities = tuple(entities)

    def _claims(
        self, doc: Doc, entities: Sequence[ArticleEntity], sights: Sequence[Sight], scores: Scores
    ) -> tuple[Claim, ...]:
        types = [entity.type for entity in entities]
        found = decide(scores.ends, scores.best, types, self.runtime.relations, self.thresholds)
        if not found:
            return ()
        rows = [int(scores.rows[one.row, one.relation]) for one in found]
        facets = self.runtime.facets(scores.features[rows], np.array([one.relation for one in found], np.int64))
        state: State = doc._.reading
        looks = pairing.looks_of(sights, scores, rows, len(state.pieces.ids))
        text = doc.text  # put together anew each time it is asked for
        sentences = [_bounds(text, sent.start_char, sent.end_char) for sent in doc.sents]
        weights = quotes.per_sentence(looks, state.pieces.starts, sentences)
        claims: list[Claim] = []
        for line, one in enumerate(found):
            relation = self.runtime.relations[one.relation]
            subject, object_ = entities[one.subject], entities[one.object]
            (start, end), single = quotes.locate(weights[line], sentences, _spans(subject), _spans(object_))
            claims.extend(
                Claim(
                    relation=relation.name,
                    subject=subject.id,
                    object=object_.id,
                    status=said.status,
                    modality=said.modality,
                    quote=Quote(text[start:end], start, end),
                    confidence=_confidence(one, said.share),
                    event=said.event,
                    role=said.role,
                    scope="sentence" if single else "document",
                )
                for said in say(facets, line, relation, self.runtime.labels, self.thresholds.second_status)
            )
        return tuple(claims)


def _confidence(found: Found, share: float) -> float:
    return max(0.0001, round(found.confidence * share, 4))


def _spans(entity: ArticleEntity) -> list[Span]:
    return [(mention.start, mention.end) for mention in entity.mentions]


def _bounds(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _notes(left_out: int, dropped: int) -> list[str]:
    notes = []
    if left_out:
        notes.append(f"{left_out} of the least often named entities were not compared with others")
    if dropped:
        notes.append(f"{dropped} pairs of entities far from each other in the text were not compared")
    return notes
