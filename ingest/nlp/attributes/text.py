"""The stretch of an article around a claim's quote, cut into sentences, with the names in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.nlp.attributes.context import ClaimContext, Span

MARGIN = 700
"""Characters looked at on either side of the quote."""
LONGEST_QUOTE = 3_000
"""Characters of the quote that are read; the rest of a longer one is left out."""

# Signs of one character each, so that places stay the same.
_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "’": "'", "ʼ": "'", "‑": "-", "−": "-"})
_END = re.compile(r"[.!?…][»”\"')\]]{0,2}\s{1,3}(?=[«“\"'(\[]?\s?[^\W_a-zß-öø-ÿ])|\n+")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|St|Ste|Inc|Corp|Co|Ltd|Jr|Sr|vs|No|approx|Mme|Mlle|MM|Cie|art|env|janv|juil|févr|sept|"
    r"oct|nov|déc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Gen|Sen|Rep|Gov|Rs|Mio|Mrd|Fr)|(?:^|[\s.(])[A-Z])\.$"
)
_CLAUSE = re.compile(r"[,;:()–—]|\s-\s|\b(?:and|but|while|which|who|when|et|mais|qui|que|dont|tandis|alors)\b")


def plain(text: str) -> str:
    """The same text, as long as before, with plain blanks, apostrophes and hyphens."""
    return text.translate(_PLAIN)


def sentences(text: str) -> list[Span]:
    """Half-open spans that cover the text; a full stop after an initial or a known abbreviation ends none."""
    spans, start = [], 0
    for match in _END.finditer(text):
        if text[match.start()] == "." and _SHORT.search(text[max(start, match.start() - 8) : match.start() + 1]):
            continue
        spans.append((start, match.end()))
        start = match.end()
    if start < len(text) or not spans:
        spans.append((start, len(text)))
    return spans


@dataclass(frozen=True)
class Window:
    """What is read of the article for one claim. All spans count in `text`, which starts at `offset` in the body."""

    context: ClaimContext
    text: str
    offset: int
    quote: Span
    subject: tuple[Span, ...]
    object: tuple[Span, ...]
    others: tuple[Span, ...]

    @cached_property
    def sentences(self) -> list[Span]:
        return sentences(self.text)

    @cached_property
    def quoted(self) -> range:
        """The sentences that the quote touches, by their place."""
        touched = [
            at for at, (start, end) in enumerate(self.sentences) if start < self.quote[1] and end > self.quote[0]
        ]
        return range(touched[0], touched[-1] + 1) if touched else range(0)

    def sentence(self, at: int) -> int:
        """Place of the sentence that holds the character `at`."""
        return max(bisect_left(self.sentences, (at + 1, 0)) - 1, 0)

    def distance(self, at: int) -> int:
        """Sentences from the quote: 0 within, negative before it."""
        place = self.sentence(at)
        if not self.quoted:
            return 0
        if place < self.quoted.start:
            return place - self.quoted.start
        return max(place - self.quoted.stop + 1, 0)

    def inside(self, span: Span) -> bool:
        """Whether the quote holds the span."""
        return self.quote[0] <= span[0] and span[1] <= self.quote[1]

    def clauses(self, left: int, right: int) -> int:
        """Marks of a new clause between two places, in either order."""
        left, right = sorted((left, right))
        return len(_CLAUSE.findall(self.text[left:right]))

    def name(self, span: Span) -> str:
        """The fullest name of the entity mentioned at `span`, else the words there."""
        place = (span[0] + self.offset, span[1] + self.offset)
        return self.context.names.get(place) or self.context.body[place[0] : place[1]]

    def person(self, span: Span) -> bool:
        """Whether a person is named at `span`."""
        return (span[0] + self.offset, span[1] + self.offset) in self.context.people


def window(context: ClaimContext) -> Window:
    """The quote with `MARGIN` characters around it; spans that lie outside of the body are cut to it."""
    size = len(context.body)
    start = min(max(context.quote[0], 0), size)
    end = min(max(context.quote[1], start), size, start + LONGEST_QUOTE)
    lo, hi = max(start - MARGIN, 0), min(end + MARGIN, size)
    return Window(
        context=context,
        text=plain(context.body[lo:hi]),
        offset=lo,
        quote=(start - lo, end - lo),
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
    return tuple((start - lo, end - lo) for start, end in spans[first:last] if start < end <= hi)
