"""Which date of the text is that of a claim: when it began, ended or happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.nlp.attributes.calendar import Dated, dates
from ingest.nlp.attributes.found import Found
from ingest.nlp.attributes.lexicon import cues
from ingest.nlp.attributes.rank import Features, choose, common, words_near
from ingest.nlp.attributes.text import Window
from schemas.dates import DateSpan

_SENTENCES = 2
"""Sentences from the quote beyond which no date is taken."""
_CLAUSE = 60
"""Characters on either side of a date in which the tense of its clause shows."""


def candidates(window: Window) -> list[Found[DateSpan]]:
    """The dates around a claim's quote, those without a year both as past and as to come."""
    return [Found(one.start, one.end, span) for one, span, _ in _readings(window)]


def features(window: Window, found: Sequence[Found[DateSpan]]) -> list[Features]:
    """What speaks for and against each date being the claim's."""
    readings = _readings(window)
    spans = [one.span for one, _, _ in readings]
    return [
        frozenset(
            [
                *common(window, one.span, spans),
                *words_near(window, one.span, window.context.relation),
                *_own(window, one, span, way),
            ]
        )
        for one, span, way in readings
    ]


def when(window: Window) -> DateSpan | None:
    """The claim's own date, None where the text gives none."""
    found = candidates(window)
    return choose("date", found, features(window, found))


def _readings(window: Window) -> list[tuple[Found[Dated], DateSpan, str]]:
    readings = []
    for one in window.within(dates(window.text, window.context.lang, window.context.published)):
        if abs(window.distance(one.start)) > _SENTENCES:
            continue
        both = one.value.past != one.value.ahead
        readings.append((one, one.value.past, "past" if both else "only"))
        if both:
            readings.append((one, one.value.ahead, "ahead"))
    return readings


def _own(window: Window, one: Found[Dated], span: DateSpan, way: str) -> Iterator[str]:
    context = window.context
    start, end = window.bounds(one.start)
    seen = cues(context.lang, window.text)
    future = "future" in seen.between(max(start, one.start - _CLAUSE), min(end, one.end + _CLAUSE))
    inside = window.inside(one.span)
    form = one.value.form
    yield f"form={form}|{inside}"
    yield f"form={form}|{context.relation}|{inside}"
    yield f"form={form}|{context.event}|{inside}"
    yield f"way={way}|future={future}"
    yield f"way={way}|{context.status}"
    yield f"way={way}|{context.status}|{context.event}|future={future}"
    yield f"way={way}|{form}"
    yield f"relation={context.relation}|{context.status}|{context.event}|{inside}"
    if context.published and span.first:
        age = context.published.year - span.first.year
        yield f"age={'ahead' if age < 0 else min(age, 3)}|{context.event}|{inside}"
        yield f"age={'ahead' if age < 0 else min(age, 3)}|{context.status}|{inside}"
    for name in seen.between(max(start, one.start - 12), one.start):
        if name in ("since", "until", "start", "end"):
            yield f"right before={name}|{context.status}|{context.event}"
