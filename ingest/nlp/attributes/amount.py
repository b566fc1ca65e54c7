"""Amounts of money in a text, and which of them belongs to a claim."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.nlp.attributes.found import Found, longest
from ingest.nlp.attributes.lexicon import alternation, lexicon, numbers
from ingest.nlp.attributes.rank import Features, choose, common, leading, words_near
from ingest.nlp.attributes.text import KEPT, Window
from schemas.model import Money

# 14.3 · 1 500 000,50 · 1,500,000.50 · 1.500.000 · 1'500'000
FIGURE = r"\d{1,3}(?:[ ,.']\d{3}(?!\d)){1,5}(?:[.,]\d{1,4})?(?!\d)|\d{1,15}(?:[.,]\d{1,4})?(?!\d)"
_SETTLED_BY = 20_000
"""Characters of a story that settle what its currency words mean."""
_LEAST_BARE = 10_000
"""A figure without magnitude and currency is money only from here on."""
NO_WORD_BEFORE, NO_WORD_AFTER, NO_LETTER_AFTER = r"(?<!\w)", r"(?!\w)", r"(?![^\W\d_])"
_LEAD = frozenset({"lead", "put", "paid", "round"})


@dataclass(frozen=True, slots=True)
class _Patterns:
    before: re.Pattern[str]
    after: re.Pattern[str]
    bare: re.Pattern[str]
    closes: re.Pattern[str]
    joint: re.Pattern[str]
    currencies: Mapping[str, str]
    magnitudes: Mapping[str, float]


@cache
def _patterns(lang: str) -> _Patterns:
    money = lexicon(lang)["money"]
    codes = {form.casefold(): code for code, forms in money["currencies"].items() for form in forms}
    magnitudes = {word.casefold(): float(value) for word, value in money["magnitudes"].items()}
    short = set(money["abbreviations"])
    spelled = alternation(word for word in money["magnitudes"] if word not in short).replace(NO_WORD_BEFORE, "")
    # An abbreviation ends its word, but for the codes that are written on to it: "38 MDH".
    written_on = "|".join(sorted({form for forms in money["currencies"].values() for form in forms if form.isupper()}))
    abbreviated = "|".join(sorted(map(re.escape, short), key=len, reverse=True))
    magnitude = rf"(?P<mag>{spelled}|(?:{abbreviated})(?:(?!\w)|(?=(?:{written_on})(?!\w))))"
    forms = [form for forms in money["currencies"].values() for form in forms]
    # Before a figure only signs and codes, in their own case: "won 3 contracts" is no money.
    signs = alternation(form for form in forms if not form[0].islower() and "*" not in form)
    sign = f"(?P<cur>{signs.replace(NO_WORD_AFTER, NO_LETTER_AFTER)})"
    currency = "(?P<cur>" + alternation(forms).replace(NO_WORD_BEFORE, "") + ")"
    number = rf"(?P<num>{FIGURE}|{numbers(lang)[0]})"
    spaced = r"[ -]?"
    start = r"(?<![\w.,])"
    of = r"(?:\s?d[e']\s?|\s(?:of\s)?(?:de\s)?)?"
    upper = "(?:" + "|".join(rf"\s?{re.escape(one)}\s?" for one in money["upper"]) + ")"
    return _Patterns(
        before=re.compile(rf"{sign}\s?(?i:{number}(?:{spaced}{magnitude})?)"),
        after=re.compile(rf"{start}{number}(?:{spaced}{magnitude})?{of}{currency}", re.IGNORECASE),
        bare=re.compile(rf"{start}{number}(?:{spaced}(?P<mag>{spelled}))?(?!\w)", re.IGNORECASE),
        closes=re.compile(rf"\s?(?:[^\w\s]|$)|\s{alternation(money['closes'])}", re.IGNORECASE),
        joint=re.compile(upper + r"(?:up to\s)?", re.IGNORECASE),
        currencies=codes,
        magnitudes=magnitudes,
    )


@lru_cache(maxsize=KEPT)
def amounts(text: str, lang: str) -> tuple[Found[Money], ...]:
    """The amounts of a plain text (see `text.plain`), in order; a range counts as its upper end.

    The whole text tells which dollar, franc or crown is meant, and the currency of "44 billion".
    """
    patterns = _patterns(lang)
    given = currencies(text, lang)
    found = longest(
        Found(*match.span(), money)
        for pattern in (patterns.before, patterns.after)
        for match in pattern.finditer(text)
        if (money := _money(match, patterns, lang, given)) is not None
    )
    bare: list[Found[Money]] = []
    taken = [one.start for one in found]
    for match in patterns.bare.finditer(text):
        before = bisect_left(taken, match.end()) - 1
        if before >= 0 and match.start() < found[before].end:
            continue
        money = _money(match, patterns, lang, given) if patterns.closes.match(text, match.end()) else None
        if money is not None:
            bare.append(Found(*match.span(), money))
    return tuple(_upper_ends(text, sorted([*found, *bare], key=lambda one: one.start), patterns))


def _money(match: re.Match[str], patterns: _Patterns, lang: str, given: Currencies) -> Money | None:
    groups = match.groupdict()
    value = figure(groups["num"], lang)
    if value is None:
        return None
    magnitude = groups.get("mag")
    if magnitude:
        value *= patterns.magnitudes.get(magnitude.casefold(), 1.0)
    elif "cur" not in groups and value < _LEAST_BARE:
        return None
    currency = _code(groups["cur"], patterns, given) if groups.get("cur") else given.usual
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


@dataclass(frozen=True, slots=True)
class Currencies:
    """What an article means by words that several currencies share, and by an amount without any."""

    settled: tuple[tuple[re.Pattern[str], str], ...]
    usual: str


def currencies(text: str, lang: str) -> Currencies:
    """How the story names money; of a long one the first `_SETTLED_BY` characters tell."""
    story = text[:_SETTLED_BY]
    settled = []
    for form, among, otherwise, least in _settlements(lang):
        votes = {code: sum(1 for _ in cue.finditer(story)) for code, cue in among}
        most = max(votes, key=lambda one: votes[one])
        settled.append((form, most if votes[most] >= least else otherwise))
    patterns = _patterns(lang)
    dollar = next((code for form, code in settled if form.fullmatch("$")), None)
    default = str(lexicon(lang)["money"]["default"])
    other_dollar = dollar is not None and dollar not in ("USD", default)
    given = Currencies(tuple(settled), dollar if dollar and other_dollar else default)
    named = [
        _code(match["cur"], patterns, given)
        for pattern in (patterns.before, patterns.after)
        for match in pattern.finditer(story)
    ]
    known = [code for code in named if code]
    return Currencies(given.settled, max(sorted(set(known)), key=known.count)) if known else given


def _code(form: str, patterns: _Patterns, given: Currencies) -> str | None:
    for pattern, settled in given.settled:
        if pattern.fullmatch(form):
            return settled
    key = re.sub(r"\s", " ", form.casefold())
    code = patterns.currencies.get(key)
    if code is None:
        open_ = ((start, one) for start, one in patterns.currencies.items() if start[-1] == "*")
        code = next((one for start, one in open_ if key.startswith(start[:-1])), None)
    return code


@cache
def _settlements(lang: str) -> tuple[tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...], str, int], ...]:
    return tuple(
        (
            re.compile(alternation(one["word"]), re.IGNORECASE),
            tuple((code, re.compile(alternation(cues), re.IGNORECASE)) for code, cues in one["among"].items()),
            one["else"],
            one.get("least", 1),
        )
        for one in lexicon(lang)["money"]["settle"]
    )


def _upper_ends(text: str, found: list[Found[Money]], patterns: _Patterns) -> list[Found[Money]]:
    """ "$2 billion to $3 billion" and "2 à 3 millions d'euros" each as one amount, the upper."""
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
    return not both or bool(
        re.search(r"\b(?:between|entre|either)\s\S{0,4}$", text[max(last.start - 12, 0) : last.start], re.IGNORECASE)
    )


def candidates(window: Window) -> list[Found[Money]]:
    """The amounts around a claim's quote."""
    return window.within(amounts(window.text, window.context.lang))


def features(window: Window, found: Sequence[Found[Money]]) -> list[Features]:
    """What speaks for and against each amount being the claim's."""
    spans = [one.span for one in found]
    backers = sum(window.inside(span) for span in window.others)
    return [
        frozenset(
            [
                *common(window, one.span, spans),
                *words_near(window, one.span, window.context.relation),
                *leading(window, _LEAD),
                f"others={min(backers, 4)}|{window.context.relation}",
                f"size={min(int(math.log10(max(one.value.value, 1))), 11)}",
            ]
        )
        for one in found
    ]


def amount(window: Window) -> Money | None:
    """The claim's own amount, None where the text gives none."""
    found = candidates(window)
    return choose("amount", found, features(window, found))
