"""Sentence bounds by the rules of `ingest.nlp.sentences`."""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from ingest.nlp.sentences import sentence_spans

NAME = "entente_sentences"


@Language.factory(NAME, assigns=["doc.sents"])
def create(nlp: Language, name: str) -> Sentences:
    """A component without settings."""
    return Sentences()


class Sentences:
    """Sets where sentences begin: at the first token in or after each span of characters."""

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        starts = [start for start, _ in sentence_spans(doc.text)]
        ends = np.array([token.idx + max(len(token), 1) for token in doc])
        flags = np.full(len(doc), -1, np.int64)
        flags[0] = 1
        flags[np.minimum(np.searchsorted(ends, starts, side="right"), len(doc) - 1)] = 1
        # All at once: the setter of one token looks at the whole document.
        table: Any = flags.astype(np.uint64)[:, None]
        doc.from_array([SENT_START], table)
        return doc
