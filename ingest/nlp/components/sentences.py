"""Sentence bounds by the rules of `ingest.nlp.sentences`."""

from __future__ import annotations

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
        starts = [start for start, _ in sentence_spans(doc.text)]
        at = 0
        for token in doc:
            begins = False
            while at < len(starts) and starts[at] < token.idx + max(len(token), 1):
                begins = True
                at += 1
            token.is_sent_start = begins or token.i == 0
        return doc
