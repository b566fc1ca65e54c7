"""Two names in a text that somebody else chose: which relation ties them, by the model that reads articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language

from ingest.nlp import pairing
from ingest.nlp.components import encoder, mentions
from ingest.nlp.components.encoder import runtime_of
from ingest.nlp.decoding import Thresholds, decide, say
from ingest.nlp.given import GivenPair, PairAnswer
from ingest.nlp.grouping import Grouper, Named, by_name
from ingest.nlp.pairing import Limits, Scores, Span
from ingest.nlp.pipeline import ANY, LANGUAGES
from ingest.nlp.reader.runtime import Floats, Marked, Window
from ingest.nlp.stand_in import with_names
from ingest.nlp.state import State
from schemas.model import EntityType

BATCH = 64
ONLY_FIRST = 2.0
"""A ratio that no second status reaches."""
LONGEST = 50_000
"""Characters of a text; a longer one is not looked at."""


class PairReader:
    """Answers with the thresholds of the model, or with `threshold` for all relations."""

    def __init__(
        self,
        *,
        model: Path | None = None,
        threads: int = 0,
        threshold: float | None = None,
        grouper: Grouper = by_name,
    ) -> None:
        """Raises DataError where the model cannot be loaded."""
        self._settings = {"model": str(model) if model else None, "threads": threads}
        self._runtime = runtime_of(str(model) if model else None, threads)
        self.version = self._runtime.version
        own = Thresholds.of(self._runtime.thresholds, self._runtime.relations)
        self._thresholds = own if threshold is None else own.everything_above(threshold)
        self._types = [EntityType(name) for name in self._runtime.labels["types"]]
        self._grouper = grouper
        self._pipelines: dict[str, Language] = {}

    def read_many(self, pairs: Iterable[GivenPair], *, batch: int = BATCH) -> Iterator[PairAnswer | None]:
        """One answer for each pair, in order; None where a text is too long or a name holds nothing to read."""
        waiting = iter(pairs)
        while chosen := list(islice(waiting, batch)):
            answers: dict[int, PairAnswer | None] = {}
            languages = [pair.lang if pair.lang in LANGUAGES else ANY for pair in chosen]
            for lang in sorted(set(languages)):
                nlp = self._pipeline(lang)
                with nlp.memory_zone():
                    for at, pair in enumerate(chosen):
                        if languages[at] == lang:
                            answers[at] = self._read(nlp, pair) if len(pair.text) <= LONGEST else None
            yield from (answers[at] for at in range(len(chosen)))

    def _pipeline(self, lang: str) -> Language:
        if lang not in self._pipelines:
            nlp = spacy.blank(lang)
            for name in (encoder.NAME, mentions.NAME):
                nlp.add_pipe(name, config=self._settings)
            self._pipelines[lang] = nlp
        return self._pipelines[lang]

    def _read(self, nlp: Language, given: GivenPair) -> PairAnswer | None:
        pair = with_names(given)
        state: State = nlp(pair.text)._.reading
        entities, at_a, at_b = self._entities(state.named, pair)
        spans = [[state.pieces.touching(one.start, one.end) for one in group] for group in entities]
        places = [[span for span in group if span] for group in spans]
        if not places[at_a] or not places[at_b]:
            return None
        types = [self._types.index(group[0].type) for group in entities]
        ends = sorted((at_a, at_b))
        marked = pairing.marked(state.windows, places, types, self._runtime.slots)
        seen = [
            self._runtime.upper(_looking(one, window, places, ends))
            for one, window in zip(marked, state.windows, strict=True)
        ]
        scores = self._scores(state, seen, [places[end] for end in ends], [types[end] for end in ends])
        if scores is None:  # farther from each other than anything that the model has seen
            return PairAnswer(None, True, 1.0)
        return self._answer(scores, [self._types[types[end]] for end in ends], ends.index(at_a))

    def _entities(self, named: Sequence[Named], pair: GivenPair) -> tuple[list[list[Named]], int, int]:
        """The mentions of every entity, in order of the first of each, and the places of a and b.

        A given name takes the tagger's place. Where the tagger saw a name there too, it stands for the same as other
        places of that name; else it stands for itself.
        """
        a, b = _named(pair.text, pair.a, pair.a_type), _named(pair.text, pair.b, pair.b_type)
        others = [one for one in named if not _overlap(one, a) and not _overlap(one, b)]
        names = [end for end in (a, b) if any(_overlap(one, end) for one in named)]
        ordered = sorted([*others, *names], key=lambda one: one.start)
        groups = [[ordered[at] for at in places] for places in self._grouper(ordered, 0)]
        if any(a in group and b in group for group in groups):  # asked about two, whatever their names
            groups = [[one for one in group if one not in (a, b)] for group in groups]
            names = []
        groups += [[end] for end in (a, b) if end not in names]
        groups = sorted((group for group in groups if group), key=lambda group: group[0].start)
        place = {one.start: at for at, group in enumerate(groups) for one in group}
        return groups, place[a.start], place[b.start]

    def _scores(
        self, state: State, seen: Sequence[tuple[Floats, Floats]], ends: list[list[Span]], types: list[int]
    ) -> Scores | None:
        sights = [pairing.whole(self._runtime, state.windows, seen, ends, len(state.pieces.ids))]
        if len(state.windows) > 1:
            each = zip(state.windows, seen, strict=True)
            alone = [pairing.alone(self._runtime, window, one, ends) for window, one in each]
            sights += [sight for sight in alone if sight is not None]
        return pairing.compare(self._runtime, sights, np.array(types, np.int64), Limits())[0]

    def _answer(self, scores: Scores, types: list[EntityType], a: int) -> PairAnswer:
        relations, least = self._runtime.relations, self._thresholds.relations
        found = decide(scores.ends, scores.best, types, relations, self._thresholds.everything_above(0.0))
        sure = [one for one in found if one.confidence >= least[relations[one.relation].name]]
        best = next(iter(sure or found), None)
        # Either end is the subject of a symmetric relation: then a is said to be.
        forward = best is None or relations[best.relation].symmetric or best.subject == a
        if best is None or not sure:
            return PairAnswer(None, forward, round(1 - (best.confidence if best else 0.0), 4))
        row = int(scores.rows[best.row, best.relation])
        facets = self._runtime.facets(scores.features[[row]], np.array([best.relation], np.int64))
        relation = relations[best.relation]
        said = say(facets, 0, relation, self._runtime.labels, ONLY_FIRST)[0]
        return PairAnswer(relation.name, forward, round(best.confidence, 4), said.status, said.modality)


def _named(text: str, span: Span, type_: EntityType) -> Named:
    return Named(*span, text[slice(*span)], type_)


def _overlap(one: Named, other: Named) -> bool:
    return one.start < other.end and other.start < one.end


def _looking(marked: Marked, window: Window, places: Sequence[Sequence[Span]], ends: Sequence[int]) -> Marked:
    """Only where both ends look is wanted; each entity inside the window has a line, in order."""
    inside = [
        at
        for at, spans in enumerate(places)
        if any(window.start <= start and end <= window.end for start, end in spans)
    ]
    return replace(marked, chosen=marked.chosen[[line for line, at in enumerate(inside) if at in ends]])
