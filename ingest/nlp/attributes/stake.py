"""Shares of a company in a text, in per cent, and which of them a claim speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from ingest.nlp.attributes.amount import figure
from ingest.nlp.attributes.found import Found, longest
from ingest.nlp.attributes.lexicon import alternation, lexicon, numbers
from ingest.nlp.attributes.rank import Features, choose, common, leading, words_near
from ingest.nlp.attributes.text import KEPT, Window

_MOST = 100.0
_NEAR = frozenset({"hold", "put", "paid", "lead"})


@lru_cache(maxsize=KEPT)
def stakes(text: str, lang: str) -> tuple[Found[float], ...]:
    """The shares of a plain text (see `text.plain`) in order: figures with a per-cent sign or word, and fractions.

    A bare number counts in "15 per cent of the one and 20 of the other"; nothing above 100 does.
    """
    percent, fraction, bare, values = _patterns(lang)
    found: list[Found[float]] = []
    for match in percent.finditer(text):
        value = figure(match["num"], lang)
        if value is not None and 0 < value <= _MOST:
            found.append(Found(*match.span(), value))
    for match in fraction.finditer(text):
        found.append(Found(*match.span(), values[re.sub(r"\s", " ", match[0].casefold())]))
    for match in bare.finditer(text):
        value = figure(match["num"], lang)
        if value is not None and 0 < value <= _MOST:
            found.append(Found(*match.span("num"), value))
    return tuple(longest(found))


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], Mapping[str, float]]:
    words = lexicon(lang)["stake"]
    values = {word.casefold(): float(value) for word, value in words["fractions"].items()}
    number = rf"(?P<num>(?<![\d.,])\d{{1,3}}(?:[.,]\d{{1,3}})?|(?<!\w){numbers(lang)[0]})"
    return (
        re.compile(rf"{number}[\s-]?{alternation(words['percent'])}", re.IGNORECASE),
        re.compile(alternation(values), re.IGNORECASE),
        re.compile(
            rf"{alternation(words['bare'])}\s(?P<num>(?<![\d.,])\d{{1,2}}(?:[.,]\d{{1,2}})?)(?![\w%]|[.,]\d|\s?%|\s(?!(?:of|de|du|et|and|à)\b)\w)",
            re.IGNORECASE,
        ),
        values,
    )


def candidates(window: Window) -> list[Found[float]]:
    """The shares around a claim's quote."""
    return window.within(stakes(window.text, window.context.lang))


def features(window: Window, found: Sequence[Found[float]]) -> list[Features]:
    """What speaks for and against each share being the claim's."""
    spans = [one.span for one in found]
    return [
        frozenset(
            [
                *common(window, one.span, spans),
                *words_near(window, one.span, window.context.relation),
                *leading(window, _NEAR),
                f"digits={window.text[one.start : one.start + 1].isdigit()}|{window.inside(one.span)}",
                f"size={min(int(one.value // 10), 10)}|{window.context.relation}",
            ]
        )
        for one in found
    ]


def stake(window: Window) -> float | None:
    """The share that this claim speaks of, None where the text gives none."""
    found = candidates(window)
    return choose("stake_percent", found, features(window, found))
