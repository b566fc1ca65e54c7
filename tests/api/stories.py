"""A small store of invented articles: who says what of whom, made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from schemas.dates import parse
from schemas.model import (
    Article,
    ArticleEntity,
    ArticleRecord,
    Claim,
    EntityType,
    Event,
    Kind,
    Mention,
    Modality,
    Money,
    Quote,
    Role,
    Status,
)
from schemas.names import entity_id

PEOPLE = frozenset({"Alexandr Wang", "Ada Rousseau"})


@dataclass(frozen=True)
class Said:
    """One sentence, and the tie that it tells."""

    subject: str
    relation: str
    object: str
    words: str
    status: Status = Status.ACTIVE
    modality: Modality = Modality.ASSERTED
    more: Mapping[str, Any] = field(default_factory=dict)


def article(
    id: str, publisher: str | None, day: str | None, said: Sequence[Said], *, lang: str = "en", confidence: float = 0.9
) -> ArticleRecord:
    """An article whose text is the sentences in their order."""
    title = f"What {id} says"
    text = " ".join(one.words for one in said)
    one = Article(
        id=id,
        title=title,
        text=text,
        lang=lang,
        url=f"https://news.example/{id}",
        publisher=publisher,
        published=date.fromisoformat(day) if day else None,
    )
    names = sorted({name for tie in said for name in (tie.subject, tie.object)})
    entities = tuple(_entity(name, one.body) for name in names)
    return ArticleRecord(
        article=one,
        entities=entities,
        claims=tuple(_claim(tie, one.body, confidence) for tie in said),
        made_by="hand",
        identity=tuple((entity.id, entity_id(entity.type, entity.name)) for entity in entities),
    )


def _entity(name: str, body: str) -> ArticleEntity:
    person = name in PEOPLE
    start = body.find(name)
    return ArticleEntity(
        id=name.casefold().replace(" ", "_"),
        type=EntityType.PERSON if person else EntityType.ORGANIZATION,
        name=name,
        kind=None if person else Kind.COMPANY,
        aliases=(name,),
        mentions=(Mention(start, start + len(name), name),) if start >= 0 else (),
    )


def _claim(tie: Said, body: str, confidence: float) -> Claim:
    start = body.index(tie.words)
    return Claim(
        relation=tie.relation,
        subject=tie.subject.casefold().replace(" ", "_"),
        object=tie.object.casefold().replace(" ", "_"),
        status=tie.status,
        modality=tie.modality,
        quote=Quote(tie.words, start, start + len(tie.words)),
        confidence=confidence,
        **tie.more,
    )


STAKE = Said(
    "Meta",
    "INVESTED_IN",
    "Scale AI",
    "Meta paid $14.3 billion in June 2025 for 49 % of Scale AI, the labelling firm said.",
    more={
        "amount": Money(14.3e9, "USD"),
        "stake_percent": 49.0,
        "date": parse("2025-06"),
        "event": Event.START,
        "attributed_to": "Scale AI",
    },
)
LEFT = Said(
    "OpenAI",
    "CLIENT_OF",
    "Scale AI",
    "OpenAI stopped buying from Scale AI the week after.",
    status=Status.ENDED,
)
DOUBT = Said(
    "Google",
    "CLIENT_OF",
    "Scale AI",
    "Google may stop ordering from Scale AI, two people said.",
    status=Status.ENDED,
    modality=Modality.HEDGED,
)
BUYS = Said("Google", "CLIENT_OF", "Scale AI", "Google remains the largest client of Scale AI.")
MOVED = Said(
    "Alexandr Wang",
    "HOLDS_ROLE",
    "Meta",
    "Alexandr Wang joined Meta as chief AI officer.",
    more={"title": "chief AI officer", "role": Role.EXECUTIVE, "event": Event.START},
)
RIVALS = Said("OpenAI", "COMPETES_WITH", "Meta", "OpenAI and Meta compete for the same researchers.")
PLAN = Said("Meta", "ACQUIRED", "Ligne Sept", "Meta entend racheter Ligne Sept l'an prochain.", status=Status.PLANNED)
DENIED = Said(
    "Google",
    "PARTNER_OF",
    "Ligne Sept",
    "Ligne Sept dément tout partenariat avec Google.",
    modality=Modality.DENIED,
)
ALONE = Said("Ada Rousseau", "FOUNDED", "Île Verte", "Ada Rousseau a fondé Île Verte.")

STORIES = (
    article("deal", "The Daily Wire Room", "2025-06-13", [STAKE, MOVED, LEFT]),
    article("deal-again", "Northern Courier", "2025-06-20", [STAKE, RIVALS, BUYS]),
    article("doubt", "Scale AI", "2025-06-21", [DOUBT], confidence=0.7),
    article("plan", "Le Matin d'Ailleurs", "2025-07-01", [PLAN, DENIED], lang="fr"),
    article("alone", None, None, [ALONE], lang="fr"),
)


def hub(spokes: int) -> ArticleRecord:
    """One article in which so many firms buy from Hub Corp."""
    return article(
        "hub",
        "Northern Courier",
        "2025-08-01",
        [
            Said(f"Spoke {number:03}", "CLIENT_OF", "Hub Works", f"Spoke {number:03} buys from Hub Works.")
            for number in range(spokes)
        ],
    )
