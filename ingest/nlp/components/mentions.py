"""Who is named where: the tags of the model made into whole-word spans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from ingest.nlp.components.encoder import runtime_of
from ingest.nlp.grouping import Named
from ingest.nlp.reader.runtime import Floats, Pieces, Runtime, join
from ingest.nlp.state import MENTIONS, State
from schemas.model import EntityType

NAME = "entente_mentions"
_EDGES = " \t\r\n\u00a0\u202f,.;:!?«»\"“”'’‘()[]{}<>—–-*_/"
_POSSESSIVE = re.compile(r"['’]s$")
_SMALL = frozenset(
    "le la les l un une des d de du au aux et en of the a an and for by at in on to pour par chez".split()  # noqa: SIM905
)
# Capitals that name a thing or a post, never anyone.
_NEVER = frozenset("ai ia agi ml llm llms pdg ceo cto cfo coo vp gpu gpus cpu tpu tpus api saas ipo".split())  # noqa: SIM905
_LAST = re.compile(r"[^\W_]+$")
_FIRST = re.compile(r"[^\W_]+")
_BLANK = re.compile(r"[ \u00a0\u202f]")
DOUBT = 0.1
"""The least share of the weight that speaks for a person where a surname was taken for an organization."""
FORMS = 500
"""Spellings that are looked for again elsewhere in the text."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A name in the text and how much speaks for each type."""

    start: int
    end: int
    weights: tuple[float, ...]


@Language.factory(
    NAME,
    requires=["doc._.reading"],
    assigns=["doc.ents", "doc.spans"],
    default_config={"model": None, "threads": 0, "least": 0.5, "go_on": 0.3},
)
def create(nlp: Language, name: str, model: str | None, threads: int, least: float, go_on: float) -> Mentions:
    """`least`: how probable a name has to be on average over its pieces; `go_on`: how probable each further piece."""
    return Mentions(runtime_of(model, threads), least=least, go_on=go_on)


class Mentions:
    """Fills `State.named`, `doc.ents` and `doc.spans["mentions"]`."""

    def __init__(self, runtime: Runtime, *, least: float, go_on: float) -> None:
        self.runtime = runtime
        self.least, self.go_on = least, go_on
        self.types = [EntityType(name) for name in runtime.labels["types"]]

    def __call__(self, doc: Doc) -> Doc:
        state: State = doc._.reading
        text = doc.text
        if len(state.pieces.ids):
            parts = [(window.start, window.end, window.vectors) for window in state.windows]
            tags = self.runtime.tags(join(parts, len(state.pieces.ids)))
            seen = joined(self._seen(text, state.pieces, tags), text)
            found = self._typed(seen, text)
            state.named = sorted([*found, *_again(text, found)], key=lambda one: one.start)
        spans = [
            doc.char_span(one.start, one.end, label=one.type.value, alignment_mode="expand") for one in state.named
        ]
        whole: list[Span] = [span for span in spans if span is not None]
        doc.spans[MENTIONS] = whole
        doc.ents = filter_spans(whole)
        return doc

    def _seen(self, text: str, pieces: Pieces, tags: Floats) -> list[Seen]:
        seen: list[Seen] = []
        reached = 0
        # A name never runs over the end of a line, which the pieces do not show.
        breaks = [match.start() for match in re.finditer("\n", text)]
        for first, last in spans_of(tags, self.go_on, set(np.searchsorted(pieces.starts, breaks).tolist())):
            # Both tags of a type count: where a name begins matters less than that it is one.
            weights = tuple(float(tags[first:last, at : at + 2].sum(1).mean()) for at in range(1, tags.shape[1], 2))
            if sum(weights) < self.least:
                continue
            start, end = whole_words(text, int(pieces.starts[first]), int(pieces.ends[last - 1]))
            start, end = trimmed(text, max(start, reached), end)
            if start < end:
                seen.append(Seen(start, end, weights))
                reached = end
        return seen

    def _typed(self, seen: Sequence[Seen], text: str) -> list[Named]:
        """One type for all places of a spelling, and the type of a person for a surname that stands alone."""
        weights: dict[str, list[float]] = {}
        for one in seen:
            sums = weights.setdefault(text[one.start : one.end], [0.0] * len(self.types))
            for at, weight in enumerate(one.weights):
                sums[at] += weight
        types = {form: self.types[max(range(len(sums)), key=lambda at: sums[at])] for form, sums in weights.items()}
        surnames = {form.split()[-1] for form, type_ in types.items() if type_ is EntityType.PERSON and " " in form}
        person = self.types.index(EntityType.PERSON)
        for form, sums in weights.items():
            if form in surnames and sums[person] > DOUBT * sum(sums):
                types[form] = EntityType.PERSON
        named = [(one.start, one.end, text[one.start : one.end]) for one in seen]
        return [Named(start, end, form, types[form]) for start, end, form in named if is_name(form)]


def spans_of(tags: Floats, go_on: float, breaks: Set[int]) -> list[tuple[int, int]]:
    """Probabilities of tags (N, tags) → half-open ranges of pieces that name something.

    A name begins where its tag is the likeliest, with or without the mark of a beginning, and goes on while a piece
    belongs to the type with more than `go_on`; at a piece of `breaks` it ends.
    """
    likeliest = tags.argmax(1)
    spans = []
    at = 0
    while at < len(tags):
        if likeliest[at] == 0:
            at += 1
            continue
        begin = 1 + 2 * ((int(likeliest[at]) - 1) // 2)
        last = at + 1
        while last < len(tags) and last not in breaks and likeliest[last] != begin:
            inside = float(tags[last, begin + 1])
            if likeliest[last] != begin + 1 and inside < go_on:
                break
            last += 1
        spans.append((at, last))
        at = last
    return spans


def joined(seen: Sequence[Seen], text: str) -> list[Seen]:
    """Names of one likeliest type that only a blank parts are one: nobody writes two names so."""
    out: list[Seen] = []
    for one in seen:
        before = out[-1] if out else None
        if before and _BLANK.fullmatch(text, before.end, one.start) and _one_name(text, before, one):
            weights = tuple((a + b) / 2 for a, b in zip(before.weights, one.weights, strict=True))
            out[-1] = Seen(before.start, one.end, weights)
        else:
            out.append(one)
    return out


def is_name(form: str) -> bool:
    """Whether a form can be a name: some capital or digit, and a word that is neither small nor a thing."""
    if not any(sign.isupper() or sign.isdigit() for sign in form):
        return False
    return any(word.casefold() not in _SMALL | _NEVER for word in _FIRST.findall(form))


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The range widened to where words begin and end; blanks at its edges are left out first."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while 0 < start < end and _is_word(text[start - 1]) and _is_word(text[start]):
        start -= 1
    while start < end < len(text) and _is_word(text[end - 1]) and _is_word(text[end]):
        end += 1
    return start, end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without punctuation, possessive or small words in lower case at its edges ("de Gaulle" stays)."""
    while True:
        while start < end and text[start] in _EDGES:
            start += 1
        while start < end and text[end - 1] in _EDGES:
            end -= 1
        possessive = _POSSESSIVE.search(text, start, end)
        if possessive and possessive.start() > start:
            end = possessive.start()
            continue
        last = _LAST.search(text, max(start, end - 6), end)
        if last and last.start() > start and last.group() in _SMALL:
            end = last.start()
            continue
        first = _FIRST.match(text, start, end)
        if first and first.group() in _SMALL - {"de", "du", "des"} and first.end() < end:
            start = first.end()
            continue
        return start, end


def _again(text: str, found: Sequence[Named]) -> list[Named]:
    """Other places where a name that was found stands in the same spelling: a name is one wherever it stands."""
    taken = np.zeros(len(text) + 1, dtype=bool)
    votes: dict[str, Counter[EntityType]] = {}
    for one in found:
        taken[one.start : one.end] = True
        votes.setdefault(one.text, Counter())[one.type] += 1
    sure = [form for form in votes if len(form) > 2 and any(sign.isupper() for sign in form)][:FORMS]
    if not sure:
        return []
    sure.sort(key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sure)) + r")(?!\w)")
    more = []
    for match in pattern.finditer(text):
        if not taken[match.start() : match.end()].any():
            type_ = votes[match.group()].most_common(1)[0][0]
            more.append(Named(match.start(), match.end(), match.group(), type_))
    return more


def _one_name(text: str, before: Seen, after: Seen) -> bool:
    both = is_name(text[before.start : before.end]) and is_name(text[after.start : after.end])
    return both and _likeliest(before) == _likeliest(after)


def _span(doc: Doc, named: Named) -> Span | None:
    return doc.char_span(named.start, named.end, label=named.type.value, alignment_mode="expand")


def _likeliest(one: Seen) -> int:
    return max(range(len(one.weights)), key=lambda at: one.weights[at])


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
