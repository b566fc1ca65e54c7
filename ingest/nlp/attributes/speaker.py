"""Who says so: the named person, organization or publication to whom the text ascribes a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.nlp.attributes.context import Span
from ingest.nlp.attributes.found import Found
from ingest.nlp.attributes.lexicon import cues, lexicon
from ingest.nlp.attributes.rank import Features, choose
from ingest.nlp.attributes.text import Window

_SENTENCES = 2
"""Sentences from the quote beyond which nobody is taken to speak of it."""
_NEAR = 28
"""Characters from a name in which a verb of saying is taken to be its own."""
_FAR = 75
"""Characters from a name in which such a verb may follow an apposition."""
_SPOKES = re.compile(r"spokes|porte-parole", re.IGNORECASE)
_MARKS = re.compile(r"[«»“”\"]")
_HE = re.compile(r"\b(?:it|he|she|they|il|elle|ils|elles|on)\b", re.IGNORECASE)


def candidates(window: Window) -> list[Found[str]]:
    """Every mention near the quote, with the fullest name of its entity."""
    return [Found(*span, window.name(span)) for span in window.mentions if abs(window.distance(span[0])) <= _SENTENCES]


def features(window: Window, found: Sequence[Found[str]]) -> list[Features]:
    """What speaks for and against each named one being the source of the claim."""
    shared = frozenset(_of_quote(window))
    return [shared | frozenset(_of_mention(window, one.span)) for one in found]


def speaker(window: Window) -> str | None:
    """The name of who says so, None where the text itself does."""
    found = candidates(window)
    return choose("attributed_to", found, features(window, found))


def _of_quote(window: Window) -> Iterator[str]:
    context = window.context
    yield f"modality={context.modality}"
    yield f"status={context.status}|{context.modality}"
    yield f"event={context.event}|{context.modality}"
    yield f"relation={context.relation}"
    yield f"lang={context.lang}"
    start, end = window.bounds(window.quote[0])[0], window.bounds(max(window.quote[1] - 1, window.quote[0]))[1]
    for name in cues(context.lang, window.text).between(start, end) & _speech(context.lang):
        yield f"quote sentence={name}"
        yield f"quote sentence={name}|{context.modality}"
    for name in cues(context.lang, window.text).between(*window.quote) & _speech(context.lang):
        yield f"quote={name}"
    yield f"marks={bool(_MARKS.search(window.text, *window.quote))}"
    yield f"title={window.quote[0] == 0}"


def _of_mention(window: Window, span: Span) -> Iterator[str]:
    context = window.context
    distance = window.distance(span[0])
    place = "in" if window.inside(span) else f"{distance}"
    kind = "subject" if span in window.subject else "object" if span in window.object else "other"
    person = window.person(span)
    yield f"place={place}"
    yield f"kind={kind}|{person}|{context.modality}"
    yield f"kind={kind}|{person}|{context.relation}"
    yield f"kind={kind}|{place}"
    start, end = window.bounds(span[0])
    at = window.mentions.index(span)
    before = max(start, span[0] - _NEAR, window.mentions[at - 1][1] if at else 0)
    after = min(end, span[1] + _NEAR, window.mentions[at + 1][0] if at + 1 < len(window.mentions) else end)
    seen = cues(context.lang, window.text)
    for side, near in (("before", (before, span[0])), ("after", (span[1], after))):
        names = seen.between(*near) & _speech(context.lang)
        yield f"{side} says={bool(names)}|{kind}|{person}|{place}"
        for name in names:
            yield f"{side}={name}"
            yield f"{side}={name}|{kind}"
            yield f"{side}={name}|{place}"
            yield f"{side}={name}|{context.modality}"
        if names and place != "in":
            yield f"{side} says, from outside|{context.modality}"
    for side, near in (
        ("before", (max(start, span[0] - _FAR), span[0])),
        ("after", (span[1], min(end, span[1] + _FAR))),
    ):
        comma = window.text[near[0] : near[1]].strip()
        set_off = comma[:1] == "," if side == "after" else comma[-1:] == ","
        for name in seen.between(*near) & _speech(context.lang):
            yield f"far {side}={name}|{set_off}|{person}"
            yield f"far {side}={name}|{kind}|{place}"
    first = next((one for one in window.mentions if window.bounds(one[0])[0] == start), None)
    says = bool(seen.between(span[1], min(end, span[1] + _FAR)) & _speech(context.lang))
    yield f"opens={first == span}|{kind}|{place}|{says}"
    yield f"spokesman={bool(_SPOKES.search(window.text, max(start, span[0] - 30), min(end, span[1] + 30)))}|{kind}"
    word = re.search(r"([^\W\d_]+)\W{0,3}$", window.text[before : span[0]].casefold())
    yield f"word before={word[1] if word else window.text[max(span[0] - 1, 0) : span[0]]}"
    word = re.match(r"\W{0,3}([^\W\d_]+)", window.text[span[1] : after].casefold())
    yield f"word after={word[1] if word else window.text[span[1] : span[1] + 1]}"
    yield f"possessive={window.text[span[1] : span[1] + 2] in (chr(39) + 's',)}"
    yield f"marks near={bool(_MARKS.search(window.text, max(before - 30, 0), after + 30))}|{kind}"
    yield f"first={span == window.mentions[0]}"
    he = _HE.search(window.text, *window.quote)
    yield f"pronoun={bool(he)}|{kind}|{place}"


def _speech(lang: str) -> frozenset[str]:
    return frozenset(lexicon(lang)["speech"])
