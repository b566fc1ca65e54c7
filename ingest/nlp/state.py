"""What the components hand on to each other on a `Doc`, and the extensions that the pipeline leaves there.

`doc._.entities`   tuple of ArticleEntity, in order of first mention
`doc._.claims`     tuple of Claim, surest first
`doc._.notes`      tuple of str: what was cut or dropped, in words
`doc._.title_end`  where the title ends, in characters; 0 where there is none
`doc._.published`  the day of publication or None
`doc._.reading`    the `State` below while the document is read; None afterwards
All offsets count in characters of `doc.text`, which is the text as given.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from ingest.nlp.grouping import Named
from ingest.nlp.reader.runtime import Pieces, Window

MENTIONS = "mentions"
"""Key of `doc.spans`: every mention, widened to whole tokens."""


@dataclass(slots=True)
class State:
    """Vectors and names of a document that is being read."""

    pieces: Pieces
    windows: list[Window]
    named: list[Named] = field(default_factory=list)
    """In order of the text, never overlapping."""
    groups: list[list[int]] = field(default_factory=list)
    """For each entity the places of its mentions in `named`."""


def register() -> None:
    """Add the extensions to `Doc`; doing so twice is harmless."""
    defaults: dict[str, object] = {
        "entities": (),
        "claims": (),
        "notes": (),
        "title_end": 0,
        "published": None,
        "reading": None,
    }
    for name, default in defaults.items():
        Doc.set_extension(name, default=default, force=True)


register()
