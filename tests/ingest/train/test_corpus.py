"""Reading the corpus and choosing thresholds need no torch."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from ingest.nlp import labels
from ingest.nlp.reader.files import SHIPPED, TOKENIZER
from ingest.train.corpus import Example, Story, encode, name_spans, read_story, split, vary


def raw(**changes: Any) -> dict[str, Any]:
    claim = {
        "subject": "e2", "relation": "HOLDS_ROLE", "object": "e1", "title": "CEO", "role": "executive", "event": "end",
        "status": "ended", "modality": "asserted", "optional": False, "evidence": "Wang a quitté Scale.",
    }  # fmt: skip
    story = {
        "id": "s1", "lang": "fr", "title": "Scale AI perd son patron",
        "text": "La direction d'OpenAI le confirme. Wang a quitté Scale.",
        "entities": [
            {"id": "e1", "type": "Organization", "kind": "company", "name": "Scale AI", "aliases": ["Scale"]},
            {"id": "e2", "type": "Person", "kind": None, "name": "Wang", "aliases": ["Wang"]},
            {"id": "e3", "type": "Organization", "kind": "company", "name": "OpenAI", "aliases": ["OpenAI"]},
            {"id": "e4", "type": "Organization", "kind": "company", "name": "Absent", "aliases": []},
        ],
        "claims": [claim, {**claim, "subject": "e2", "object": "e4"}],
    }  # fmt: skip
    return {**story, **changes}


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    one = Tokenizer.from_file(str(SHIPPED / TOKENIZER))
    one.no_padding()
    one.no_truncation()
    return one


def test_a_story_keeps_who_is_named_and_counts_what_is_lost() -> None:
    story = read_story(raw())
    assert [story.text[start:end] for start, end, _ in story.mentions] == ["Scale AI", "OpenAI", "Wang", "Scale"]
    assert story.types == (0, 1, 0)
    assert (len(story.claims), story.lost) == (1, 1)
    claim = story.claims[0]
    assert labels.RELATIONS[claim.relation] == "HOLDS_ROLE"
    assert (labels.STATUSES[claim.status], labels.EVENTS[claim.event]) == ("ended", "end")
    assert claim.evidence is not None
    assert story.text[slice(*claim.evidence)] == "Wang a quitté Scale."


def test_the_longer_of_two_names_stands() -> None:
    entities = [{"name": "Scale", "aliases": []}, {"name": "Scale AI", "aliases": ["Scale AI"]}]
    assert name_spans(entities, "Scale AI, not Scales, but Scale") == [(0, 8, 1), (26, 31, 0)]


def test_pieces_cover_the_names(tokenizer: Tokenizer) -> None:
    example = encode(read_story(raw()), tokenizer)
    offsets = tokenizer.encode(example.story.text, add_special_tokens=False).offsets
    names = [
        example.story.text[offsets[a][0] : offsets[b - 1][1]].strip() for spans in example.mentions for a, b in spans
    ]
    assert names == ["Scale AI", "Scale", "Wang", "OpenAI"]
    assert sum(example.tags == labels.TAGS.index("B-Organization")) == 3
    assert sum(example.tags == labels.TAGS.index("B-Person")) == 1


@given(st.integers())
def test_noise_keeps_lengths_and_every_entity(tokenizer: Tokenizer, seed: int) -> None:
    story: Story = read_story(raw())
    example: Example = encode(story, tokenizer, dice=random.Random(seed))
    assert all(example.mentions)
    assert all(0 <= start < end <= len(example.ids) for spans in example.mentions for start, end in spans)


@given(st.text(), st.integers(0, 50), st.integers())
def test_a_varied_text_keeps_its_length(text: str, title_end: int, seed: int) -> None:
    assert len(vary(text, title_end, random.Random(seed))) == len(text)


def test_the_held_out_stories_are_always_the_same_and_of_both_languages() -> None:
    stories = [read_story(raw(id=f"{lang}-{at}", lang=lang)) for lang in ("en", "fr") for at in range(20)]
    train, held = split(stories, held_out=6)
    shuffled = list(stories)
    random.Random(3).shuffle(shuffled)
    assert {story.id for story in split(shuffled, held_out=6)[1]} == {story.id for story in held}
    assert [story.lang for story in held] == ["en"] * 3 + ["fr"] * 3
    assert len(train) == 34
