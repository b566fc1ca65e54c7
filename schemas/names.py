"""Names of organizations and people, folded so that spellings of one name meet. More is for judgements to decide."""

from __future__ import annotations

import re
import unicodedata

from schemas.model import EntityType

# Letters that NFKD leaves whole although readers type them plain.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "’": "'"})
_WORD = re.compile(r"[^\W_]+(?:[&+][^\W_]+)*[+&]*")
ARTICLES = frozenset({"the", "le", "la", "les", "l"})
# "Group" and "Holding" are not among them: they name a parent as often as the company itself.
_LEGAL_FORMS = """
inc incorporated corp corporation co company ltd limited llc llp lp plc pte pty
sa sas sasu sarl sca se ag gmbh kg nv bv spa srl ab oy oyj asa aps kk
"""
LEGAL_FORMS = frozenset(_LEGAL_FORMS.split())
PREFIX = {EntityType.ORGANIZATION: "o", EntityType.PERSON: "p"}


def fold(name: str) -> str:
    """Lower-case words without accents, article, possessive or legal form, one space between; never empty for a name.

    "L’Oréal S.A." -> "oreal", "Scale AI's" -> "scale ai". A name without any letter or digit stays as it is, stripped.
    """
    lower = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS)).translate(_LETTERS)
    plain = "".join(sign for sign in lower if not unicodedata.combining(sign))
    words = _WORD.findall(re.sub(r"\b(\w)\.(?=\w\b)", r"\1", plain))  # S.A. -> SA
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    if len(words) > 1 and words[-1] == "s":
        words = words[:-1]
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words = words[:-1]
    return " ".join(words) or name.strip().casefold()


def entity_id(type_: EntityType, name: str) -> str:
    """The id of an entity known by nothing but its name: "o:scale-ai", "p:alexandr-wang"."""
    return f"{PREFIX[type_]}:{fold(name).replace(' ', '-')}"
