"""Which of several values a claim means, if any: a weighted sum over named features, with weights that `fit.py` found.

The weights of an attribute lie in `weights/<attribute>.json`: feature name -> weight, `threshold` the least probability
at which a value is given. The probability of a candidate is that of a choice among all candidates and "none".
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypeVar

from ingest.nlp.attributes.context import Span
from ingest.nlp.attributes.found import Found
from ingest.nlp.attributes.lexicon import cues
from ingest.nlp.attributes.text import Window, gap, nearest

Features = frozenset[str]
T = TypeVar("T", bound=Hashable)
_WORDS = re.compile(r"[^\W\d_]+|[(),;:%»]")
_LIST = re.compile(r"(?:,|\s|and|et|&|with|avec|the|le|la|les|l'|du|de|d'|of|by|par|;){1,9}", re.IGNORECASE)
NEAR = 45
"""Characters before and after a candidate in which words speak of it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What `best` needs for one attribute."""

    threshold: float
    weights: Mapping[str, float]
    made_on: str = ""
    """The stories they were found on: "every", or the half named."""


@cache
def load(attribute: str) -> Weights:
    """The weights that are shipped for the attribute; none at all where there is no file."""
    file = resources.files("ingest.nlp.attributes").joinpath("weights", f"{attribute}.json")
    if not file.is_file():
        return Weights(1.0, {})
    raw = json.loads(file.read_text("utf-8"))
    return Weights(raw["threshold"], raw["weights"], raw.get("made_on", ""))


def best(candidates: Sequence[Features], values: Sequence[Hashable], weights: Weights) -> tuple[int, float] | None:
    """Place of the likeliest value's likeliest candidate, and its probability; None below the threshold.

    Candidates with equal `values` count together.
    """
    if not candidates:
        return None
    scores = [sum(weights.weights.get(name, 0.0) for name in one) for one in candidates]
    top = max(*scores, 0.0)
    odds = [math.exp(score - top) for score in scores]
    shares: dict[Hashable, float] = {}
    for value, share in zip(values, odds, strict=True):
        shares[value] = shares.get(value, 0.0) + share
    at = max(range(len(scores)), key=lambda place: (shares[values[place]], scores[place], -place))
    probability = shares[values[at]] / (math.exp(-top) + sum(odds))
    return (at, probability) if probability >= weights.threshold else None


def choose(attribute: str, found: Sequence[Found[T]], features: Sequence[Features]) -> T | None:
    """The value that the claim means, by the shipped weights of the attribute."""
    chosen = best(features, [one.value for one in found], load(attribute))
    return found[chosen[0]].value if chosen else None


def common(window: Window, span: Span, rivals: Sequence[Span]) -> Iterator[str]:
    """Features that any candidate at `span` has; `rivals` are the spans of all candidates, itself included."""
    context = window.context
    distance = window.distance(span[0])
    inside = window.inside(span)
    place = "in" if inside else f"{max(-4, min(4, distance))}"
    yield f"place={place}"
    yield f"turn={place}|{_turn(span, rivals, window)}"
    if window.quote[0] == 0:
        yield f"quote is title|{place}"
    yield f"relation={context.relation}|{place}"
    yield f"status={context.status}|{context.event}|{place}"
    yield f"modality={context.modality}|{inside}"
    yield f"lang={context.lang}"
    yield f"rivals={min(sum(window.inside(one) for one in rivals), 3)}|{place}"
    yield f"first={min((one for one in rivals if window.inside(one)), default=None) == span}"
    yield from _ends(window, span, rivals)


def words_near(window: Window, span: Span, relation: str = "") -> Iterator[str]:
    """Features for the cue lists that have a word near `span` in its sentence, and between it and the claim's ends."""
    start, end = window.bounds(span[0])
    lo, hi = max(start, span[0] - NEAR), min(end, span[1] + NEAR)
    seen = cues(window.context.lang, window.text)
    for side, names in (("before", seen.between(lo, span[0])), ("after", seen.between(span[1], hi))):
        for name in names:
            yield f"{side}={name}"
            yield f"{side}={name}|{relation}"
    yield from (f"word before={word}" for word in _WORDS.findall(window.text[lo : span[0]].casefold())[-2:])
    yield from (f"word after={word}" for word in _WORDS.findall(window.text[span[1] : hi].casefold())[:2])
    yield from (f"sentence={name}|{relation}" for name in seen.between(start, end))
    for label, spans in (("subject", window.subject), ("object", window.object)):
        near = nearest(span, _inside(spans, (start, end)))
        if near is None:
            continue
        left, right = sorted((near, span))
        for name in seen.between(max(left[1], right[0] - 160), right[0]):
            yield f"{label}{'>' if near < span else '<'}{name}|{relation}"


def leading(window: Window, names: frozenset[str]) -> Iterator[str]:
    """Which of these cue lists have a word that touches a mention in the quote, of the subject or of a third party."""
    mentions, seen = window.mentions, cues(window.context.lang, window.text)
    ends = {span: label for label, spans in (("subject", window.subject), ("other", window.others)) for span in spans}
    for at, span in enumerate(mentions):
        if span not in ends or not window.inside(span):
            continue
        before = max(mentions[at - 1][1] if at else 0, span[0] - NEAR)
        after = min(mentions[at + 1][0] if at + 1 < len(mentions) else len(window.text), span[1] + NEAR)
        for side, near in (("before", (before, span[0])), ("after", (span[1], after))):
            for name in seen.between(*near) & names:
                yield f"{ends[span]} {side}={name}"
        if ends[span] == "subject" and before and _LIST.fullmatch(window.text[before : span[0]]):
            yield "listed after another"
        if ends[span] == "subject" and _LIST.fullmatch(window.text[span[1] : after]):
            yield "listed before another"


def _ends(window: Window, span: Span, rivals: Sequence[Span]) -> Iterator[str]:
    sentence = window.bounds(span[0])
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


def _turn(span: Span, rivals: Sequence[Span], window: Window) -> int:
    """How many rivals stand between the candidate and the quote."""
    lo, hi = (span[1], window.quote[0]) if span[1] <= window.quote[0] else (window.quote[1], span[0])
    return min(sum(lo <= one[0] and one[1] <= hi for one in rivals), 3)


def _inside(spans: Iterable[Span], bounds: Span) -> list[Span]:
    return [one for one in spans if bounds[0] <= one[0] < bounds[1]]
