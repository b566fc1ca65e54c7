"""Pieces and the vectors of the lower layers."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from ingest.nlp.reader.runtime import Runtime, shared
from ingest.nlp.state import State

NAME = "entente_encoder"


@Language.factory(NAME, assigns=["doc._.reading"], default_config={"model": None, "threads": 0})
def create(nlp: Language, name: str, model: str | None, threads: int) -> Encoder:
    """`model`: folder of the model, None for the shipped one; `threads`: how many may run, 0 for all cores."""
    return Encoder(runtime_of(model, threads))


def runtime_of(model: str | None, threads: int) -> Runtime:
    """The runtime that all components with the same settings share."""
    return shared(Path(model), threads) if model else shared(threads=threads)


class Encoder:
    """Gives each document its `State`."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime

    def __call__(self, doc: Doc) -> Doc:
        pieces = self.runtime.pieces(doc.text)
        doc._.reading = State(pieces, self.runtime.lower(pieces))
        return doc
