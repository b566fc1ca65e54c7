"""An article cut into sentences, and the stretch of it around a claim's quote with the names in it.

What is read of an article is read once and kept for its other claims; all places count in `ClaimContext.body`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from ingest.nlp.attributes.context import ClaimContext, Span
from ingest.nlp.attributes.found import Found

MARGIN = 1_500
"""Characters looked at on either side of the quote."""
LONGEST_QUOTE = 3_000
"""Characters of the quote that are read; the rest of a longer one is left out."""
MOST = 60
"""Values of one kind that are weighed for a claim: those nearest to its quote."""
KEPT = 8
"""Articles whose readings are kept."""

# Signs of one character each, so that places stay the same.
_PLAIN = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "’": "'", "ʼ": "'", "‑": "-", "−": "-"}
)
_END = re.compile(r"[.!?…][»”\"')\]]{0,2}\s{1,3}(?=[«“\"'(\[]?\s?[^\W_a-zß-öø-ÿ])|\n+")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|St|Ste|Inc|Corp|Co|Ltd|Jr|Sr|vs|No|approx|Mme|Mlle|MM|Cie|art|env|janv|juil|févr|sept|"
    r"oct|nov|déc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Gen|Sen|Rep|Gov|Rs|Mio|Mrd|Fr)|(?:^|[\s.(])[A-Z])\.$"
)
_CLAUSE = re.compile(r"[,;:()–—]|\s-\s|\b(?:and|but|while|which|who|when|et|mais|qui|que|dont|tandis|alors)\b")

T = TypeVar("T")


@lru_cache(maxsize=KEPT)
def plain(text: str) -> str:
    """The same text, as long as before, with plain blanks, apostrophes and hyphens."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=KEPT)
def sentences(text: str) -> tuple[Span, ...]:
    """Half-open spans that cover the text; a full stop after an initial or a known abbreviation ends none."""
    spans, start = [], 0
    for match in _END.finditer(text):
        at = match.start()
        if text[at] == "." and _SHORT.search(text[max(start, at - 8) : at + 1]):
            continue
        spans.append((start, match.end()))
        start = match.end()
    if start < len(text) or not spans:
        spans.append((start, len(text)))
    return tuple(spans)


@dataclass(frozen=True)
class Window:
    """What is read of the article for one claim: `text[lo:hi]`; the mentions are those within."""

    context: ClaimContext
    text: str
    lo: int
    hi: int
    quote: Span
    subject: tuple[Span, ...]
    object: tuple[Span, ...]
    others: tuple[Span, ...]

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """All sentences of the article."""
        return sentences(self.text)

    @cached_property
    def quoted(self) -> range:
        """The sentences that the quote touches, by their place."""
        return range(self.sentence(self.quote[0]), self.sentence(max(self.quote[1] - 1, self.quote[0])) + 1)

    @cached_property
    def mentions(self) -> list[Span]:
        """Every mention, in order."""
        return sorted([*self.subject, *self.object, *self.others])

    def sentence(self, at: int) -> int:
        """Place of the sentence that holds the character `at`."""
        return max(bisect_left(self.sentences, (at + 1, 0)) - 1, 0)

    def bounds(self, at: int) -> Span:
        """The part that is read of the sentence that holds the character `at`."""
        start, end = self.sentences[self.sentence(at)]
        return max(start, self.lo), min(end, self.hi)

    def distance(self, at: int) -> int:
        """Sentences from the quote: 0 within, negative before it."""
        place = self.sentence(at)
        return min(place - self.quoted.start, 0) or max(place - self.quoted.stop + 1, 0)

    def inside(self, span: Span) -> bool:
        """Whether the quote holds the span."""
        return self.quote[0] <= span[0] and span[1] <= self.quote[1]

    def clauses(self, left: int, right: int) -> int:
        """Marks of a new clause between two places, in either order."""
        left, right = sorted((left, right))
        return sum(1 for _ in _CLAUSE.finditer(self.text, left, right))

    def within(self, found: Sequence[Found[T]]) -> list[Found[T]]:
        """Those in what is read, of values found in the whole article in order."""
        first = bisect_left(found, self.lo, key=lambda one: one.start)
        last = bisect_left(found, self.hi, key=lambda one: one.start)
        near = [one for one in found[first:last] if one.end <= self.hi]
        if len(near) > MOST:
            near = sorted(sorted(near, key=lambda one: gap(one.span, self.quote))[:MOST], key=lambda one: one.span)
        return near

    def name(self, span: Span) -> str:
        """The fullest name of the entity mentioned at `span`, else the words there."""
        return self.context.names.get(span) or self.context.body[slice(*span)]

    def person(self, span: Span) -> bool:
        """Whether a person is named at `span`."""
        return span in self.context.people


def window(context: ClaimContext) -> Window:
    """The quote with `MARGIN` characters around it; spans that lie outside of the body are cut to it."""
    size = len(context.body)
    start = min(max(context.quote[0], 0), size)
    end = min(max(context.quote[1], start), size, start + LONGEST_QUOTE)
    lo, hi = max(start - MARGIN, 0), min(end + MARGIN, size)
    return Window(
        context=context,
        text=plain(context.body),
        lo=lo,
        hi=hi,
        quote=(start, end),
        subject=_within(context.subject, lo, hi),
        object=_within(context.object, lo, hi),
        others=_within(context.others, lo, hi),
    )


def gap(one: Span, other: Span) -> int:
    """Characters between two spans, 0 where they touch or overlap."""
    return max(other[0] - one[1], one[0] - other[1], 0)


def nearest(span: Span, spans: Iterable[Span]) -> Span | None:
    """The one of `spans` with the smallest gap to `span`, the earlier of two."""
    return min(spans, key=lambda one: (gap(span, one), one), default=None)


def _within(spans: Sequence[Span], lo: int, hi: int) -> tuple[Span, ...]:
    first, last = bisect_left(spans, (lo, 0)), bisect_left(spans, (hi, 0))
    return tuple((start, end) for start, end in spans[first:last] if start < end <= hi)
