"""Which of several values a claim means, if any: a weighted sum over named features, with weights that `fit.py` found.

The weights of an attribute lie in `weights/<attribute>.json`: feature name -> weight, `threshold` the least probability at
which a value is given. The probability of a candidate is that of a choice among all candidates and "none".
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ingest.nlp.attributes.context import Span
from ingest.nlp.attributes.lexicon import cues
from ingest.nlp.attributes.text import Window, gap, nearest

Features = frozenset[str]
NEAR = 45
"""Characters before and after a candidate in which words speak of it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What `best` needs for one attribute."""

    threshold: float
    weights: Mapping[str, float]


@cache
def load(attribute: str) -> Weights:
    """The weights that are shipped for the attribute; none at all where there is no file."""
    file = resources.files("ingest.nlp.attributes").joinpath("weights", f"{attribute}.json")
    if not file.is_file():
        return Weights(1.0, {})
    raw = json.loads(file.read_text("utf-8"))
    return Weights(raw["threshold"], raw["weights"])


def best(candidates: Sequence[Features], weights: Weights) -> tuple[int, float] | None:
    """Place and probability of the likeliest candidate; None where none reaches the threshold."""
    if not candidates:
        return None
    scores = [sum(weights.weights.get(name, 0.0) for name in one) for one in candidates]
    top = max(*scores, 0.0)
    total = math.exp(-top) + sum(math.exp(score - top) for score in scores)
    at = max(range(len(scores)), key=lambda place: (scores[place], -place))
    probability = math.exp(scores[at] - top) / total
    return (at, probability) if probability >= weights.threshold else None


def common(window: Window, span: Span, rivals: Sequence[Span]) -> Iterator[str]:
    """Features that any candidate at `span` has; `rivals` are the spans of all candidates, itself included."""
    context = window.context
    distance = window.distance(span[0])
    inside = window.inside(span)
    place = "in" if inside else f"{max(-2, min(2, distance))}"
    yield f"place={place}"
    yield f"relation={context.relation}|{place}"
    yield f"status={context.status}|{context.event}|{place}"
    yield f"modality={context.modality}|{inside}"
    yield f"lang={context.lang}"
    yield f"rivals={min(sum(window.inside(one) for one in rivals), 3)}|{inside}"
    yield f"first={min((one for one in rivals if window.inside(one)), default=None) == span}"
    yield from _ends(window, span, rivals)


def words_near(window: Window, span: Span, relation: str = "") -> Iterator[str]:
    """Features for the cue lists that have a word right before or after `span` in its sentence."""
    start, end = window.sentences[window.sentence(span[0])]
    before = window.text[max(start, span[0] - NEAR) : span[0]]
    after = window.text[span[1] : min(end, span[1] + NEAR)]
    for side, text in (("before", before), ("after", after)):
        for name in cues(window.context.lang, text):
            yield f"{side}={name}"
            yield f"{side}={name}|{relation}"
    for name in cues(window.context.lang, window.text[start:end]):
        yield f"sentence={name}|{relation}"


def _ends(window: Window, span: Span, rivals: Sequence[Span]) -> Iterator[str]:
    sentence = window.sentences[window.sentence(span[0])]
    for label, spans in (("subject", window.subject), ("object", window.object)):
        near = nearest(span, _inside(spans, sentence))
        if near is None:
            yield f"{label}=absent"
            continue
        yield f"{label}={'before' if near < span else 'after'}|{min(window.clauses(near[1], span[0]), 3)}"
        yield f"{label}=gap{min(gap(near, span) // 25, 4)}"
        lo, hi = sorted((near, span))
        if any(lo[1] <= one[0] and one[1] <= hi[0] for one in window.others):
            yield f"{label}=other between"
        if any(lo[1] <= one[0] and one[1] <= hi[0] for one in rivals):
            yield f"{label}=rival between"
        elif nearest(near, rivals) == span:
            yield f"{label}=nearest"
    other = nearest(span, _inside(window.others, sentence))
    own = nearest(span, [*_inside(window.subject, sentence), *_inside(window.object, sentence)])
    if other is not None and (own is None or gap(other, span) < gap(own, span)):
        yield f"other nearer={own is not None}"


def _inside(spans: Iterable[Span], bounds: Span) -> list[Span]:
    return [one for one in spans if bounds[0] <= one[0] < bounds[1]]
