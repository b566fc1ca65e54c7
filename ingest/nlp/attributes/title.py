"""Titles of posts in a text, and which of them a person holds at an organization."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from ingest.nlp.attributes.context import Span
from ingest.nlp.attributes.found import Found, longest
from ingest.nlp.attributes.lexicon import alternation, lexicon, words
from ingest.nlp.attributes.rank import Features, choose, common, words_near
from ingest.nlp.attributes.text import KEPT, Window, gap, nearest
from schemas.model import Role

_SENTENCES = 1
"""Sentences from the quote beyond which no title is taken."""
_WORDS_MORE = 7
"""Words that may follow the head of a title."""
_BEFORE = 30
"""Characters before a title in which "former" speaks of it."""
_TOKEN = re.compile(r"\s?([^\W_]+'(?=[^\W_])|[^\W_][\w&-]{0,40})")


@dataclass(frozen=True, slots=True)
class _Grammar:
    core: re.Pattern[str]
    adjectives: frozenset[str]
    of: frozenset[str]
    small: frozenset[str]
    stop: frozenset[str]
    generic: frozenset[str]
    singular: dict[str, str]


@cache
def _grammar(lang: str) -> _Grammar:
    table = lexicon(lang)["title"]
    heads = [head.casefold() for head in table["heads"]]
    modifiers = alternation(word for word in table["modifiers"])
    core = rf"(?<!\w)(?<!(?<!\bex)-)(?:{modifiers}[\s-]?){{0,4}}(?P<head>{alternation(heads)})"
    lists = {
        key: frozenset(word.casefold() for word in table.get(key, ()))
        for key in ("adjectives", "of", "small", "stop", "generic")
    }
    return _Grammar(
        core=re.compile(core, re.IGNORECASE),
        singular={head: head[:-1] for head in heads if head[-1] == "s" and head[:-1] in heads},
        **lists,
    )


@lru_cache(maxsize=KEPT)
def titles(text: str, lang: str) -> tuple[Found[str], ...]:
    """The titles of a plain text (see `text.plain`), as written but in the singular: "CEO", "directeur des ventes".

    Each comes without what follows its head, with the next noun ("head of sales"), and as long as it may be, where
    these differ. A founder is none. The name of the organization may still follow within: `candidates` cuts it off.
    """
    grammar = _grammar(lang)
    cores = longest(Found(*match.span(), "") for match in grammar.core.finditer(text))
    found: list[Found[str]] = []
    for one in cores:
        ends = dict.fromkeys([one.end, *_extended(text, one.end, grammar)])
        found.extend(Found(one.start, end, _worded(text, one.start, end, grammar)) for end in ends)
    return tuple(found)


def _extended(text: str, end: int, grammar: _Grammar) -> tuple[int, int]:
    """Where a title may end whose head ends at `end`: after the next noun, after all that may belong to it."""
    short = long = at = end
    open_ = nouns = 0
    for _ in range(_WORDS_MORE):
        match = _TOKEN.match(text, at)
        if match is None:
            break
        word, at = match[1].casefold(), match.end()
        if word in grammar.adjectives:
            long = at
            short = short if nouns > 1 else at
        elif word in grammar.of or (open_ and word in grammar.small):
            open_ = 1
        elif word in grammar.stop or word in grammar.generic or not (open_ or nouns):
            break
        else:
            nouns += 1
            long = at
            short = at if nouns == 1 else short
            open_ = 0
    return short, long


def _worded(text: str, start: int, end: int, grammar: _Grammar) -> str:
    words_ = re.sub(r"\s", " ", text[start:end]).strip(" -")
    first, blank, rest = words_.partition(" ")
    plural = grammar.singular.get(words_.casefold().rsplit(" ", 1)[-1].rsplit("-", 1)[-1])
    if plural is not None:
        return words_[:-1]
    one = grammar.singular.get(first.casefold())
    return f"{first[:-1]}{blank}{rest}" if one else words_


def candidates(window: Window) -> list[Found[str]]:
    """The titles around a claim's quote, cut where a name begins; two joined by "and" count as one more."""
    grammar = _grammar(window.context.lang)
    found: list[Found[str]] = []
    for one in window.within(titles(window.text, window.context.lang)):
        if abs(window.distance(one.start)) > _SENTENCES:
            continue
        cut = next((span for span in window.mentions if one.start < span[0] < one.end), None)
        covered = any(span[0] <= one.start and one.end <= span[1] for span in window.mentions)
        end = _trimmed(window.text, one.start, cut[0], grammar) if cut else one.end
        if not covered and end > one.start:
            found.append(Found(one.start, end, _worded(window.text, one.start, end, grammar)))
    joint = words(window.context.lang, "title", "links")
    pairs = [
        Found(left.start, right.end, f"{left.value} {window.text[left.end : right.start].strip()} {right.value}")
        for left, right in pairwise(found)
        if joint.fullmatch(window.text[left.end : right.start].strip())
    ]
    return sorted({one.span: one for one in [*found, *pairs]}.values(), key=lambda one: one.span)


def _trimmed(text: str, start: int, end: int, grammar: _Grammar) -> int:
    """The end before a name, without "of", "de" and articles."""
    loose = grammar.of | grammar.small
    while True:
        rest = text[start:end].rstrip(" ,('\"-’")
        match = re.search(r"(?:^|[\s'])([^\W_]+)$", rest)
        if match is None or match[1].casefold() not in loose | {"d", "l", "s"}:
            return start + len(rest)
        end = start + match.start(1)


def features(window: Window, found: Sequence[Found[str]]) -> list[Features]:
    """What speaks for and against each title being that of the claim."""
    spans = [one.span for one in found]
    return [
        frozenset(
            [
                *common(window, one.span, spans),
                *words_near(window, one.span, window.context.status),
                *_own(window, one, spans),
            ]
        )
        for one in found
    ]


def _own(window: Window, one: Found[str], spans: Sequence[Span]) -> Iterator[str]:
    context = window.context
    start, end = window.bounds(one.start)
    inside = window.inside(one.span)
    before = window.text[max(start, one.start - _BEFORE) : one.start]
    former = bool(words(context.lang, "title", "former").search(before))
    yield f"former={former}|{context.status}"
    yield f"as={bool(words(context.lang, 'title', 'as').search(before))}|{context.status}|{context.event}"
    yield f"head={one.value.casefold().split()[0]}|{inside}"
    yield f"last={one.value.casefold().split()[-1]}"
    yield f"more={_more(window, one)}"
    yield f"words={min(len(one.value.split()), 6)}"
    yield f"within another={any(span != one.span and span[0] <= one.start and one.end <= span[1] for span in spans)}"
    for label, mentions in (("subject", window.subject), ("object", window.object), ("other", window.others)):
        near = nearest(one.span, (span for span in mentions if start <= span[0] < end))
        if near is None:
            continue
        left, right = sorted((near, one.span))
        between = re.sub(r"\s+", " ", window.text[left[1] : right[0]].casefold())
        side = "<" if near < one.span else ">"
        yield f"{label}{side}{between if len(between) <= 9 else 'far'}"
        yield f"{label}{side}{between if len(between) <= 9 else 'far'}|{former}|{context.status}"
        if label == "subject":
            people = [span for span in window.others if window.person(span)]
            yield f"person between={any(left[1] <= span[0] and span[1] <= right[0] for span in people)}"
            closest = nearest(one.span, (span for span in people if start <= span[0] < end))
            yield f"nearer person={closest is not None and gap(closest, one.span) < gap(near, one.span)}"


def _more(window: Window, one: Found[str]) -> str:
    """How the title goes on after its head, in the words that tell whether an organization follows."""
    core = _grammar(window.context.lang).core.match(window.text, one.start)
    tokens = _TOKEN.findall(window.text[core.end() if core else one.start : one.end].casefold())[:2]
    grammar = _grammar(window.context.lang)
    return " ".join(token if token in grammar.of | grammar.small else "…" for token in tokens)


def title(window: Window) -> str | None:
    """The title under which the person holds this post, None where the text gives none."""
    found = candidates(window)
    return choose("title", found, features(window, found))


def role(text: str | None, lang: str) -> Role | None:
    """What kind of post a title names; None for none."""
    if not text:
        return None
    for first in (Role.BOARD, Role.EXECUTIVE):
        if words(lang, "title", f"{first}_first").search(text):
            return first
    hits = [
        (match.start(), place, name)
        for place, name in enumerate(lexicon(lang)["title"]["roles"])
        if (match := words(lang, "title", "roles", name).search(text))
    ]
    return Role(min(hits)[2]) if hits else Role.OTHER
