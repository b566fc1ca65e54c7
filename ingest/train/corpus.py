"""Annotated stories (the format of the gold guidelines) turned into what the model trains on.

A story is read once into a `Story` (characters), and each epoch encodes it anew into an `Example` (pieces), so that the
augmentations can touch the text as long as they keep its length.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from ingest.nlp import labels

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class StoryClaim:
    """One annotated claim; the ends are places in `Story.types`, the labels places in `ingest.nlp.labels`."""

    subject: int
    relation: int
    object: int
    status: int
    modality: int
    event: int
    role: int
    """-1 where the relation has none or the annotator gave none."""
    optional: bool
    evidence: Span | None
    """Characters of the text; None where the quote is not found verbatim."""


@dataclass(frozen=True, slots=True)
class Story:
    """One annotated text. Only entities that occur in it by name are kept, and only claims between two of those."""

    id: str
    lang: str
    text: str
    title_end: int
    mentions: tuple[tuple[int, int, int], ...]
    """(start, end, entity), in characters, sorted, never overlapping."""
    types: tuple[int, ...]
    kinds: tuple[int, ...]
    """-1 for persons."""
    claims: tuple[StoryClaim, ...]
    lost: int
    """Claims left out because an end of theirs has no name in the text."""
    raw: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Example:
    """A story in pieces: `tags` per piece, for each entity its mentions as half-open piece ranges."""

    story: Story
    ids: list[int]
    tags: npt.NDArray[np.int64]
    mentions: list[list[Span]]
    evidence: list[Span | None]
    """One per claim of the story."""

    @property
    def types(self) -> tuple[int, ...]:
        return self.story.types


def load_stories(paths: Iterable[Path]) -> list[Story]:
    """All stories of the files, in the order of the files' names."""
    stories: list[Story] = []
    for path in sorted(paths, key=lambda path: path.name):
        with path.open(encoding="utf-8") as lines:
            stories.extend(read_story(json.loads(line)) for line in lines if line.strip())
    return stories


def read_story(raw: dict[str, Any]) -> Story:
    """One line of a corpus or gold file. Raises KeyError or ValueError for labels that the ontology lacks."""
    title = raw.get("title") or ""
    text = f"{title}\n{raw['text']}"
    found = name_spans(raw["entities"], text)
    present = sorted({entity for _, _, entity in found})
    place = {entity: at for at, entity in enumerate(present)}
    by_id = {raw["entities"][entity]["id"]: at for entity, at in place.items()}
    claims = [read_claim(claim, by_id, text) for claim in raw["claims"] if _has_both_ends(claim, by_id)]
    return Story(
        id=raw["id"],
        lang=raw["lang"],
        text=text,
        title_end=len(title),
        mentions=tuple((start, end, place[entity]) for start, end, entity in found),
        types=tuple(labels.TYPES.index(raw["entities"][entity]["type"]) for entity in present),
        kinds=tuple(_kind(raw["entities"][entity]) for entity in present),
        claims=tuple(claims),
        lost=len(raw["claims"]) - len(claims),
        raw=raw,
    )


def name_spans(entities: Sequence[dict[str, Any]], text: str) -> list[tuple[int, int, int]]:
    """Every whole-word occurrence of every surface form; of two that overlap the longer one stands."""
    spans: list[tuple[int, int, int]] = []
    for at, entity in enumerate(entities):
        for form in {entity["name"], *entity.get("aliases", [])}:
            pattern = r"(?<!\w)" + re.escape(form) + r"(?!\w)"
            spans.extend((match.start(), match.end(), at) for match in re.finditer(pattern, text))
    spans.sort(key=lambda span: (span[0] - span[1], span[0], span[2]))
    taken = np.zeros(len(text) + 1, dtype=bool)
    kept = []
    for start, end, at in spans:
        if not taken[start:end].any():
            taken[start:end] = True
            kept.append((start, end, at))
    return sorted(kept)


def read_claim(raw: dict[str, Any], by_id: dict[str, int], text: str) -> StoryClaim:
    """One annotated claim whose ends are both in `by_id`."""
    quote = raw.get("evidence") or ""
    start = text.find(quote) if quote else -1
    return StoryClaim(
        subject=by_id[raw["subject"]],
        relation=labels.RELATIONS.index(raw["relation"]),
        object=by_id[raw["object"]],
        status=labels.STATUSES.index(raw["status"]),
        modality=labels.MODALITIES.index(raw["modality"]),
        event=labels.EVENTS.index(raw.get("event") or "none"),
        role=labels.ROLES.index(raw["role"]) if raw.get("role") else -1,
        optional=bool(raw["optional"]),
        evidence=(start, start + len(quote)) if start >= 0 else None,
    )


def split(stories: Sequence[Story], *, held_out: int) -> tuple[list[Story], list[Story]]:
    """Training stories and the `held_out` ones, the same number of each language, chosen by the hash of their id."""
    languages = sorted({story.lang for story in stories})
    ranked = sorted(stories, key=lambda story: hashlib.sha256(story.id.encode()).digest())
    kept: set[str] = set()
    for lang in languages:
        kept.update([story.id for story in ranked if story.lang == lang][: held_out // len(languages)])
    return [s for s in stories if s.id not in kept], [s for s in stories if s.id in kept]


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of the files, in the order of their names."""
    total = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.name):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def encode(story: Story, tokenizer: Tokenizer, *, dice: random.Random | None = None) -> Example:
    """The story in pieces; with `dice` its text and its mentions are varied a little (see `vary` and `_noised`)."""
    text = vary(story.text, story.title_end, dice) if dice else story.text
    encoding = tokenizer.encode(text, add_special_tokens=False)
    starts = np.array([start for start, _ in encoding.offsets], dtype=np.int64)
    ends = np.array([end for _, end in encoding.offsets], dtype=np.int64)
    tags = np.zeros(len(encoding.ids), dtype=np.int64)
    mentions: list[list[Span]] = [[] for _ in story.types]
    for start, end, entity in story.mentions:
        span = pieces_of(starts, ends, (start, end))
        if span is None:
            continue
        begin = 1 + 2 * story.types[entity]
        tags[span[0]] = begin
        tags[span[0] + 1 : span[1]] = begin + 1
        mentions[entity].append(span)
    if dice and dice.random() < 0.5:
        mentions = [_noised(spans, len(encoding.ids), dice) for spans in mentions]
    evidence = [pieces_of(starts, ends, claim.evidence) if claim.evidence else None for claim in story.claims]
    return Example(story=story, ids=encoding.ids, tags=tags, mentions=mentions, evidence=evidence)


def pieces_of(starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], span: Span) -> Span | None:
    """The half-open range of pieces that touch the characters of `span`; None where none does."""
    touched = np.nonzero((ends > span[0]) & (starts < span[1]) & (ends > starts))[0]
    return (int(touched[0]), int(touched[-1]) + 1) if len(touched) else None


def vary(text: str, title_end: int, dice: random.Random) -> str:
    """A text of the same length: now and then other quotation marks, a title in capitals, capitals without accents."""
    if dice.random() < 0.3:
        text = text.translate(str.maketrans("'’", "’'"))
    if dice.random() < 0.3:
        text = text.translate({ord("“"): '"', ord("”"): '"'})
    if dice.random() < 0.05:
        title = "".join(sign.upper() if len(sign.upper()) == 1 else sign for sign in text[:title_end])
        text = title + text[title_end:]
    if dice.random() < 0.1:
        text = text.translate(str.maketrans("ÉÈÊÀÂÎÔÇ", "EEEAAIOC"))
    return text


def _noised(spans: list[Span], count: int, dice: random.Random) -> list[Span]:
    """The mentions as a tagger might have found them: one in ten missed, one in thirty a piece too long or short."""
    kept = [span for span in spans if dice.random() > 0.1] or spans[:1]
    noised = []
    for start, end in kept:
        if dice.random() < 0.03:
            start, end = dice.choice([(start, min(end + 1, count)), (start, max(end - 1, start + 1))])
        noised.append((start, end))
    return noised


def _has_both_ends(claim: dict[str, Any], by_id: dict[str, int]) -> bool:
    return claim["subject"] in by_id and claim["object"] in by_id and claim["subject"] != claim["object"]


def _kind(entity: dict[str, Any]) -> int:
    return labels.KINDS.index(entity["kind"]) if entity["type"] == labels.TYPES[0] else -1
