"""Title, role, amount, stake, date and speaker of each claim, by the rules of `ingest.nlp.attributes`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from ingest.nlp.attributes import ClaimContext, Span, fill
from schemas.model import ArticleEntity, Claim, EntityType

NAME = "entente_attributes"
ANY = "xx"


@Language.factory(NAME, requires=["doc._.claims", "doc._.entities"], assigns=["doc._.claims"])
def create(nlp: Language, name: str) -> AttributeRules:
    """A component without settings; the language is that of the pipeline."""
    return AttributeRules(nlp.lang or ANY)


class AttributeRules:
    """Completes `doc._.claims`."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, doc: Doc) -> Doc:
        if not doc._.claims:
            return doc
        entities: Mapping[str, ArticleEntity] = {entity.id: entity for entity in doc._.entities}
        names = {span: entity.name for entity in entities.values() for span in _spans(entity)}
        people = frozenset(
            span for entity in entities.values() if entity.type is EntityType.PERSON for span in _spans(entity)
        )
        text = doc.text  # put together anew each time it is asked for
        doc._.claims = tuple(self._completed(doc, text, claim, entities, names, people) for claim in doc._.claims)
        return doc

    def _completed(
        self,
        doc: Doc,
        text: str,
        claim: Claim,
        entities: Mapping[str, ArticleEntity],
        names: Mapping[Span, str],
        people: frozenset[Span],
    ) -> Claim:
        subject, object_ = _spans(entities[claim.subject]), _spans(entities[claim.object])
        ends = {*subject, *object_}
        found = fill(
            ClaimContext(
                body=text,
                lang=self.lang,
                published=doc._.published,
                relation=claim.relation,
                status=claim.status,
                modality=claim.modality,
                event=claim.event,
                subject=subject,
                object=object_,
                quote=(claim.quote.start, claim.quote.end),
                others=tuple(sorted(span for span in names if span not in ends)),
                names=names,
                people=people,
                role=claim.role,
            )
        )
        return replace(
            claim,
            title=found.title,
            role=found.role,
            amount=found.amount,
            stake_percent=found.stake_percent,
            date=found.date,
            attributed_to=found.attributed_to,
        )


def _spans(entity: ArticleEntity) -> tuple[Span, ...]:
    return tuple((mention.start, mention.end) for mention in entity.mentions)
