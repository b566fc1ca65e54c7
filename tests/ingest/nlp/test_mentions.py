from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.nlp.components.mentions import Seen, is_name, joined, spans_of, trimmed, whole_words
from ingest.nlp.reader.runtime import Floats


def tags(*likeliest: int) -> Floats:
    """Probabilities in which each piece is sure of its tag."""
    table = np.full((len(likeliest), 5), 0.02, np.float32)
    table[np.arange(len(likeliest)), list(likeliest)] = 0.92
    return table


def test_spans_of_tags() -> None:
    assert spans_of(tags(0, 1, 2, 2, 0, 3, 1, 1, 0), 0.3, set()) == [(1, 4), (5, 6), (6, 7), (7, 8)]


def test_a_span_may_begin_inside() -> None:
    assert spans_of(tags(0, 2, 2, 0, 4), 0.3, set()) == [(1, 3), (4, 5)]


def test_a_span_ends_at_a_line() -> None:
    assert spans_of(tags(1, 2, 2, 2), 0.3, {2}) == [(0, 2), (2, 4)]


def test_a_doubtful_piece_inside_goes_on() -> None:
    table = tags(1, 0, 2)
    table[1] = [0.5, 0.05, 0.45, 0.0, 0.0]
    assert spans_of(table, 0.3, set()) == [(0, 3)]
    assert spans_of(table, 0.5, set()) == [(0, 1), (2, 3)]


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("Le patron d'OpenAI part.", "'Open", "OpenAI"),
        ("OpenAI's rival", "OpenAI's", "OpenAI"),
        ("par la Caisse des dépôts, dit", "la Caisse des dépôts,", "Caisse des dépôts"),
        (
            "Tribunal de l'Union européenne d'appel",
            "Tribunal de l'Union européenne d'",
            "Tribunal de l'Union européenne",
        ),
        ("dit Charles de Gaulle.", " Charles de Gaulle", "Charles de Gaulle"),
        ("(Y Combinator)", "(Y Comb", "Y Combinator"),
    ],
)
def test_whole_words_without_edges(text: str, found: str, name: str) -> None:
    start = text.index(found)
    start, end = trimmed(text, *whole_words(text, start, start + len(found)))
    assert text[start:end] == name


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_edges_stay_inside_the_text(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    first, last = trimmed(text, *whole_words(text, start, end))
    assert first >= 0
    assert last <= len(text)


def test_two_halves_of_a_name_are_joined() -> None:
    text = "Gontran Lemaistre dirige Apple\nMicrosoft"
    halves = [Seen(0, 7, (0.1, 0.8)), Seen(8, 17, (0.1, 0.8)), Seen(25, 30, (0.9, 0.0)), Seen(31, 40, (0.9, 0.0))]
    assert [(one.start, one.end) for one in joined(halves, text)] == [(0, 17), (25, 30), (31, 40)]


@pytest.mark.parametrize(
    ("form", "name"), [("xAI", True), ("11x", True), ("Le", False), ("quotidien", False), ("Le Monde", True)]
)
def test_what_can_be_a_name(form: str, name: bool) -> None:
    assert is_name(form) is name
