"""Which entity of the gold an entity that was found stands for: the one with which it shares a surface form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from schemas.wire import EntityWire

# Fewer than `schemas.names` knows, on purpose: figures are comparable only while the measure stays as it is.
ARTICLES = frozenset("the le la les l".split())  # noqa: SIM905
LEGAL_FORMS = frozenset(
    "inc corp corporation co ltd llc plc sa sas sarl se ag gmbh nv bv spa group groupe holdings company".split()  # noqa: SIM905
)
_WORD = re.compile(r"[a-z0-9&+]+")
UNKNOWN = "?"
"""Begins what stands for an entity that the gold lacks."""


def plain(name: str) -> str:
    """Words in lower case without accents, leading article, possessive or legal form; may be empty."""
    folded = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode().casefold()
    words = _WORD.findall(folded)
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    if len(words) > 1 and words[-1] == "s":
        words = words[:-1]
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words = words[:-1]
    return " ".join(words)


def forms(entity: EntityWire) -> frozenset[str]:
    """Every plain form of the entity's name and aliases."""
    return frozenset(plain(form) for form in (entity.name, *entity.aliases)) - {""}


def align(gold: Sequence[EntityWire], found: Sequence[EntityWire]) -> Mapping[str, str]:
    """Id of each entity found → id of the gold entity with most forms in common, or a name of its own.

    Of several with as many in common, the one with fewest forms, then the last id.
    """
    known = [(entity.id, forms(entity)) for entity in gold]
    aligned = {}
    for entity in found:
        mine = forms(entity)
        shared, _, best = max(((len(mine & theirs), -len(theirs), id_) for id_, theirs in known), default=(0, 0, ""))
        aligned[entity.id] = best if shared else UNKNOWN + plain(entity.name)
    return aligned
