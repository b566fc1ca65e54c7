"""Amounts of money in a text, and which of them belongs to a claim."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.nlp.attributes.found import Found, longest
from ingest.nlp.attributes.lexicon import alternation, lexicon, numbers
from ingest.nlp.attributes.rank import Features, best, common, load, words_near
from ingest.nlp.attributes.text import Window, plain
from schemas.model import Money

# 14.3 · 1 500 000,50 · 1,500,000.50 · 1.500.000 · 1'500'000
FIGURE = r"\d{1,3}(?:[ ,.']\d{3}(?!\d)){1,5}(?:[.,]\d{1,4})?(?!\d)|\d{1,15}(?:[.,]\d{1,4})?(?!\d)"
_LOOK_BACK = 3_000
"""Characters before an amount in which a currency may have been named that the amount itself leaves out."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    before: re.Pattern[str]
    after: re.Pattern[str]
    bare: re.Pattern[str]
    joint: re.Pattern[str]
    currencies: Mapping[str, str]
    magnitudes: Mapping[str, float]


@cache
def _patterns(lang: str) -> _Patterns:
    money = lexicon(lang)["money"]
    codes = {form.casefold(): code for code, forms in money["currencies"].items() for form in forms}
    magnitudes = {word.casefold(): float(value) for word, value in money["magnitudes"].items()}
    short = set(money["abbreviations"])
    spelled = alternation(word for word in money["magnitudes"] if word not in short)
    abbreviated = "(?:" + "|".join(sorted(map(re.escape, short), key=len, reverse=True)) + r")(?![\w])"
    magnitude = rf"(?P<mag>{spelled}|{abbreviated})"
    forms = [form for forms in money["currencies"].values() for form in forms]
    # Before a figure only signs and codes, in their own case: "won 3 contracts" is no money.
    sign = "(?P<cur>" + alternation(form for form in forms if not form[0].islower() and "*" not in form) + ")"
    currency = "(?P<cur>" + alternation(forms) + ")"
    number = rf"(?P<num>{FIGURE}|{numbers(lang)[0]})"
    spaced = r"[ -]?"
    start = r"(?<![\w.,])"
    of = r"(?:\s?d[e']\s?|\s(?:of\s)?(?:de\s)?)?"
    upper = "(?:" + "|".join(rf"\s?{re.escape(one)}\s?" for one in money["upper"]) + ")"
    return _Patterns(
        before=re.compile(rf"{sign}\s?(?i:{number}(?:{spaced}{magnitude})?)"),
        after=re.compile(rf"{start}{number}(?:{spaced}{magnitude})?{of}{currency}", re.IGNORECASE),
        bare=re.compile(rf"{start}{number}{spaced}(?P<mag>{spelled})(?!\w)", re.IGNORECASE),
        joint=re.compile(upper + r"(?:up to\s)?", re.IGNORECASE),
        currencies=codes,
        magnitudes=magnitudes,
    )


def amounts(text: str, lang: str, *, around: str = "") -> list[Found[Money]]:
    """The amounts of a plain text (see `text.plain`), in order; a range counts as its upper end.

    `around` is more of the story: it settles which dollar, franc or crown is meant, and the currency of "44 billion".
    """
    patterns = _patterns(lang)
    story = f"{around}\n{text}"
    found = [
        Found(*match.span(), money)
        for pattern in (patterns.before, patterns.after)
        for match in pattern.finditer(text)
        if (money := _money(match, patterns, lang, story, None)) is not None
    ]
    found = longest(found)
    named = [one.value.currency for one in found]
    usual = max(sorted(set(named)), key=named.count) if named else _usual(around, patterns, lang)
    for match in patterns.bare.finditer(text):
        if not any(one.start < match.end() and match.start() < one.end for one in found):
            money = _money(match, patterns, lang, story, usual)
            if money is not None:
                found.append(Found(*match.span(), money))
    return _upper_ends(text, sorted(found, key=lambda one: one.start), patterns)


def _money(match: re.Match[str], patterns: _Patterns, lang: str, story: str, usual: str | None) -> Money | None:
    groups = match.groupdict()
    value = figure(groups["num"], lang)
    if value is None:
        return None
    magnitude = groups.get("mag")
    if magnitude:
        value *= patterns.magnitudes.get(magnitude.casefold(), 1.0)
    elif groups["num"][0].isalpha() and "cur" not in groups:
        return None
    currency = _code(groups["cur"], patterns, lang, story) if groups.get("cur") else usual
    return Money(round(value, 2), currency) if currency and value > 0 else None


def figure(text: str, lang: str) -> float | None:
    """The value of a number in figures, in either country's notation, or of a number word; None where it is none."""
    word = numbers(lang)[1].get(re.sub(r"\s", " ", text.casefold()))
    if word is not None:
        return float(word)
    grouped = re.fullmatch(r"(\d{1,3})((?:[ ,.']\d{3})+)(?:([.,])(\d{1,4}))?", text)
    if grouped and _grouped(grouped, lang):
        whole = grouped[1] + re.sub(r"\D", "", grouped[2])
        return float(f"{whole}.{grouped[4] or 0}")
    plain = re.fullmatch(r"(\d{1,15})(?:[.,](\d{1,4}))?", text)
    return float(f"{plain[1]}.{plain[2] or 0}") if plain else None


def _grouped(match: re.Match[str], lang: str) -> bool:
    """Whether "1.234" or "1,234" is a thousand and more: one group after the language's decimal sign is a fraction."""
    signs = set(re.sub(r"\d", "", match[2]))
    if len(signs) > 1 or (match[3] and match[3] in signs):
        return False
    return len(match[2]) > 4 or match[3] is not None or signs != {"." if lang != "fr" else ","}


def _code(form: str, patterns: _Patterns, lang: str, story: str) -> str | None:
    key = re.sub(r"\s", " ", form.casefold())
    code = patterns.currencies.get(key)
    if code is None:
        code = next((one for start, one in patterns.currencies.items() if start[-1] == "*" and key.startswith(start[:-1])), None)
    for settle, among, otherwise in _settlements(lang):
        if settle.fullmatch(form):
            places = [(match.start(), to) for to, cue in among if (match := cue.search(story))]
            return min(places)[1] if places else otherwise
    return code


@cache
def _settlements(lang: str) -> tuple[tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...], str], ...]:
    return tuple(
        (
            re.compile(alternation(one["word"]), re.IGNORECASE),
            tuple((code, re.compile(alternation(cues))) for code, cues in one["among"].items()),
            one["else"],
        )
        for one in lexicon(lang)["money"]["settle"]
    )


def _usual(around: str, patterns: _Patterns, lang: str) -> str:
    """The currency that the story names most, else the one that its language stands for."""
    named = [
        code
        for pattern in (patterns.before, patterns.after)
        for match in pattern.finditer(around[-_LOOK_BACK:])
        if (code := _code(match["cur"], patterns, lang, around))
    ]
    return max(sorted(set(named)), key=named.count) if named else str(lexicon(lang)["money"]["default"])


def _upper_ends(text: str, found: list[Found[Money]], patterns: _Patterns) -> list[Found[Money]]:
    """"$2 billion to $3 billion" and "2 à 3 millions d'euros" each as one amount, the upper."""
    kept: list[Found[Money]] = []
    for one in found:
        last = kept[-1] if kept else None
        if last and last.value.value <= one.value.value and _joined(text, last, one, patterns):
            kept[-1] = Found(last.start, one.end, one.value)
        else:
            kept.append(one)
    return kept


def _joined(text: str, last: Found[Money], one: Found[Money], patterns: _Patterns) -> bool:
    joint = text[last.end : one.start]
    if not patterns.joint.fullmatch(joint):
        return False
    both = joint.strip().casefold() in ("and", "et", "or", "ou")  # only "between … and …" is a range
    return not both or bool(re.search(r"\b(?:between|entre|either)\s\S{0,4}$", text[max(last.start - 12, 0) : last.start], re.IGNORECASE))


def candidates(window: Window) -> list[Found[Money]]:
    """The amounts around a claim's quote."""
    body = window.context.body
    back = plain(body[max(window.offset - _LOOK_BACK, 0) : window.offset])
    return amounts(window.text, window.context.lang, around=f"{plain(body[:200])}\n{back}")


def features(window: Window, found: Sequence[Found[Money]]) -> list[Features]:
    """What speaks for and against each amount being the claim's."""
    spans = [one.span for one in found]
    backers = sum(window.inside(span) for span in window.others)
    return [
        frozenset(
            [
                *common(window, one.span, spans),
                *words_near(window, one.span, window.context.relation),
                f"others={min(backers, 4)}|{window.context.relation}",
                f"size={min(int(math.log10(max(one.value.value, 1))), 11)}",
            ]
        )
        for one in found
    ]


def amount(window: Window) -> Money | None:
    """The claim's own amount, None where the text gives none."""
    found = candidates(window)
    chosen = best(features(window, found), load("amount"))
    return found[chosen[0]].value if chosen else None
