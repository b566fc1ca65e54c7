"""Pieces and the vectors of the lower layers, for whole batches of documents at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
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


def in_batches(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    """Lists of up to `size` documents, in order."""
    waiting = iter(stream)
    while docs := list(islice(waiting, size)):
        yield docs


class Encoder:
    """Gives each document its `State`."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc], batch_size=1))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """Documents in order; the windows of `batch_size` of them run together."""
        for docs in in_batches(stream, batch_size):
            pieces = [self.runtime.pieces(doc.text) for doc in docs]
            for doc, one, windows in zip(docs, pieces, self.runtime.lower(pieces), strict=True):
                doc._.reading = State(one, windows)
                yield doc
