"""Who is named where: the tags of the model made into whole-word spans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

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


@Language.factory(
    NAME,
    requires=["doc._.reading"],
    assigns=["doc.ents", "doc.spans"],
    default_config={"model": None, "threads": 0, "least": 0.5},
)
def create(nlp: Language, name: str, model: str | None, threads: int, least: float) -> Mentions:
    """`least`: how probable a name has to be, on average over its pieces, that no piece outside of it says."""
    return Mentions(runtime_of(model, threads), least=least)


class Mentions:
    """Fills `State.named`, `doc.ents` and `doc.spans["mentions"]`."""

    def __init__(self, runtime: Runtime, *, least: float) -> None:
        self.runtime = runtime
        self.least = least
        self.types = [EntityType(name) for name in runtime.labels["types"]]

    def __call__(self, doc: Doc) -> Doc:
        state: State = doc._.reading
        if len(state.pieces.ids):
            parts = [(window.start, window.end, window.vectors) for window in state.windows]
            tags = self.runtime.tags(join(parts, len(state.pieces.ids)))
            found = self._found(doc.text, state.pieces, tags)
            state.named = sorted([*found, *_again(doc.text, found)], key=lambda one: one.start)
        spans = [
            doc.char_span(one.start, one.end, label=one.type.value, alignment_mode="expand") for one in state.named
        ]
        whole: list[Span] = [span for span in spans if span is not None]
        doc.spans[MENTIONS] = whole
        doc.ents = filter_spans(whole)
        return doc

    def _found(self, text: str, pieces: Pieces, tags: Floats) -> list[Named]:
        named: list[Named] = []
        reached = 0
        for first, last, type_ in spans_of(tags.argmax(1).tolist()):
            # Both tags of a type count: where a name begins matters less than that it is one.
            if float(tags[first:last, 1 + 2 * type_ : 3 + 2 * type_].sum(1).mean()) < self.least:
                continue
            start, end = whole_words(text, int(pieces.starts[first]), int(pieces.ends[last - 1]))
            start = max(start, reached)
            start, end = trimmed(text, start, end)
            if start < end and any(sign.isalnum() for sign in text[start:end]):
                named.append(Named(start, end, text[start:end], self.types[type_]))
                reached = end
        return named


def spans_of(tags: Sequence[int]) -> list[tuple[int, int, int]]:
    """(first piece, piece after the last, type) of each run of tags; a run may begin without its beginning."""
    spans = []
    at = 0
    while at < len(tags):
        if tags[at] == 0:
            at += 1
            continue
        type_ = (tags[at] - 1) // 2
        last = at + 1
        while last < len(tags) and tags[last] == 2 + 2 * type_:
            last += 1
        spans.append((at, last, type_))
        at = last
    return spans


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
    """The range without punctuation at its edges (a closing full stop of an abbreviation is lost) or possessive."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    possessive = _POSSESSIVE.search(text, start, end)
    return (start, possessive.start()) if possessive and possessive.start() > start else (start, end)


def _again(text: str, found: Sequence[Named]) -> list[Named]:
    """Other places where a name that was found stands in the same spelling: a name is one wherever it stands."""
    taken = np.zeros(len(text) + 1, dtype=bool)
    votes: dict[str, Counter[EntityType]] = {}
    for one in found:
        taken[one.start : one.end] = True
        votes.setdefault(one.text, Counter())[one.type] += 1
    sure = [form for form in votes if len(form) > 2 and any(sign.isupper() for sign in form)]
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


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
