"""Ties and conflicts in words, in English and French: never more certain than the links are."""

from __future__ import annotations

from schemas.model import Conflict, Link, Modality, Overlap, Status
from schemas.ontology import relation
from schemas.patterns import Rule

LANGUAGES = ("en", "fr")
_TAGS = {
    "en": {
        Status.PLANNED: "planned",
        Status.ABANDONED: "given up",
        Modality.HEDGED: "said to be",
        Modality.DENIED: "denied",
        "contested": "a source denies it",
        "background": "background fact",
        Overlap.POSSIBLE: "whether at the same time is not known",
        Overlap.COOLING_OFF: "one tie after the other",
        "but": "Note",
    },
    "fr": {
        Status.PLANNED: "projet",
        Status.ABANDONED: "abandonné",
        Modality.HEDGED: "au conditionnel",
        Modality.DENIED: "démenti",
        "contested": "une source le dément",
        "background": "fait de notoriété",
        Overlap.POSSIBLE: "on ne sait si c’était en même temps",
        Overlap.COOLING_OFF: "un lien après l’autre",
        "but": "À noter",
    },
}


def tie(link: Link, lang: str) -> str:
    """ "OpenAI was a client of Scale AI", with what makes it less than plain fact in parentheses."""
    words = f"{link.subject.name} {verb(link, lang)} {link.object.name}"
    tags = reservations(link, lang)
    return f"{words} ({', '.join(tags)})" if tags else words


def verb(link: Link, lang: str) -> str:
    """The words between the ends, in the tense of the link's status."""
    return relation(link.relation).labels[lang][Status.ENDED if link.status is Status.ENDED else Status.ACTIVE]


def reservations(link: Link, lang: str) -> list[str]:
    """Planned, given up, said to be, denied, contested, background: as far as they are so."""
    tags = _TAGS[lang]
    said = [tags[one] for one in (link.status, link.modality) if one in tags]
    if link.contested:
        said.append(tags["contested"])
    if link.background is not None:
        said.append(tags["background"])
    return said


def conflict(one: Conflict, rule: Rule, lang: str) -> str:
    """The rule's sentence with names, and a note on what is less than plain present fact or certain overlap."""
    sentence, notes = plainly(one, rule, lang), conflict_notes(one, lang)
    if not notes:
        return sentence
    space = " " if lang == "fr" else ""  # French puts a space before the colon
    return f"{sentence} {_TAGS[lang]['but']}{space}: {f'{space}; '.join(notes)}."


def plainly(one: Conflict, rule: Rule, lang: str) -> str:
    """The rule's sentence with names, alone: not to be shown without its notes."""
    return rule.say[lang].format_map({role: entity.name for role, entity in one.roles})


def conflict_notes(one: Conflict, lang: str) -> list[str]:
    """What is less than plain present fact or certain overlap in a conflict."""
    notes = [tie(leg.link, lang) for leg in one.legs if leg.link.status is Status.ENDED or reservations(leg.link, lang)]
    return notes if one.overlap is Overlap.CERTAIN else [*notes, _TAGS[lang][one.overlap]]
