"""In which language an article is: French or English, or neither. Decided once for the whole article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ingest.sources.base import Refused

READ = ("en", "fr")
"""Languages that are read."""
NAMES = {
    "ar": "Arabic", "ca": "Catalan", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fi": "Finnish", "fr": "French", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish",
    "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
DECLARED = {
    "english": "en", "anglais": "en", "eng": "en", "french": "fr", "français": "fr", "francais": "fr", "fra": "fr",
}  # fmt: skip
LOOKED_AT = 4_000
"""Characters of title and text that decide."""
FOREIGN = 0.5
"""From this probability on a text is in another language; below, short texts of names are taken for a read one."""
SURE = 0.9
"""From this probability on the text is believed against the language that was declared for it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The language, and a note where it was uncertain or not the declared one."""

    lang: str
    notes: tuple[str, ...] = ()


def decide(title: str, text: str, *, declared: str | None = None) -> Decision:
    """English or French; `declared` is a vote that decides where the text does not. Raises Refused for any other."""
    scores = _scores(f"{title}\n{text}"[:LOOKED_AT])
    top = max(scores, key=lambda lang: scores[lang])
    vote = _code(declared)
    if top not in READ and scores[top] >= FOREIGN:
        raise Refused("neither English nor French", f"the text is in {NAMES.get(top, 'another language')} ({top})")
    best = max(READ, key=lambda lang: scores[lang])
    if top == best and (vote in (None, best) or scores[best] >= SURE):
        return Decision(best, () if vote in (None, best) else (f"read as {NAMES[best]}, declared as {declared}",))
    if vote in READ:
        return Decision(vote)
    if vote is not None:
        raise Refused("neither English nor French", f"the text is declared as {declared}")
    return Decision(best, (f"too short to be sure of its language: read as {NAMES[best]}",))


def _code(declared: str | None) -> str | None:
    """The code "fr" for "fr-FR", "FR" or "French"; None for nothing."""
    word = (declared or "").strip().casefold().replace("_", "-").partition("-")[0]
    return DECLARED.get(word, word) or None


def _scores(text: str) -> Mapping[str, float]:
    """Probability of every language known to py3langid; all languages compete, so that a foreign one can win."""
    return dict(_identifier().rank(text))


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # late: loading takes half a second

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
