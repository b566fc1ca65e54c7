from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.nlp.sentences import LONGEST, sentence_spans


@pytest.mark.parametrize(
    "sentences",
    [
        ["Meta prend 49 % de Scale AI", "M. Wang, 28 ans, rejoint Meta."],
        ["« Nous sommes ravis ! » dit-il.", "Voilà.", "Oui !", "Non ?"],
        ["Scale AI Inc. said so.", "U.S. officials did not.", "It’s “done.”", "He left…"],
        ["J. P. Morgan bought 3.5 percent, Mr. Dimon said.", "The rest is held by St. James Capital Corp. in London."],
        ["La société lève 4,5 M€ (env. 5 millions de dollars).", "Elle emploie 30 personnes."],
        ["“Is it over?” she asked.", "“Yes!” he said."],
        ["Le procès oppose Mme Durand à l'éditeur.", "Me Petit plaide.", "C'est tout"],
    ],
)
def test_news_sentences(sentences: list[str]) -> None:
    text = sentences[0] + "\n" + " ".join(sentences[1:])
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


@given(st.text())
def test_spans_hold_everything_but_blanks(text: str) -> None:
    spans = sentence_spans(text)
    covered = [False] * len(text)
    last = 0
    for start, end in spans:
        assert last <= start < end
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        assert end - start <= LONGEST
        covered[start:end] = [True] * (end - start)
        last = end
    assert all(seen or sign.isspace() for seen, sign in zip(covered, text, strict=True))


@pytest.mark.parametrize(
    "text", ["." * 60_000, "x" * 60_000, ". " * 30_000, "Inc. " * 12_000, "\n" * 60_000, "!»" * 30_000]
)
def test_odd_texts_take_no_quadratic_time(text: str) -> None:
    assert sum(end - start for start, end in sentence_spans(text)) <= len(text)
