"""The reader as a spaCy pipeline: the only place that knows the order of the components."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import spacy
from spacy.language import Language

from ingest.nlp.components import attributes, claims, encoder, entities, mentions, sentences

LANGUAGES = ("en", "fr")
ANY = "xx"
"""spaCy's name for a text in no language of its own."""


def build(
    lang: str, *, model: str | None = None, threads: int = 0, settings: Mapping[str, Mapping[str, Any]] | None = None
) -> Language:
    """A pipeline for texts in `lang`; one in neither French nor English is read as well as it goes.

    `model`: folder of another model than the shipped; `threads`: cores to use, 0 for all; `settings`: component name
    → its settings, over the defaults. Raises DataError where the model cannot be loaded.
    """
    nlp = spacy.blank(lang if lang in LANGUAGES else ANY)
    shared: dict[str, Any] = {"model": model, "threads": threads}
    order: list[tuple[str, dict[str, Any]]] = [
        (sentences.NAME, {}),
        (encoder.NAME, shared),
        (mentions.NAME, shared),
        (entities.NAME, {}),
        (claims.NAME, shared),
        (attributes.NAME, {}),
    ]
    for name, config in order:
        nlp.add_pipe(name, config={**config, **(settings or {}).get(name, {})})
    return nlp
