"""Which names are one: a grouper over the mentions, and the entities it makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

from ingest.nlp import grouping
from ingest.nlp.grouping import Grouper, Named
from ingest.nlp.state import State
from schemas.model import ArticleEntity, Mention

NAME = "entente_entities"
BY_NAME = "entente.by_name.v1"


def by_name() -> Grouper:
    """The rules of `ingest.nlp.grouping`."""
    return grouping.by_name


registry.misc.register(BY_NAME, func=by_name)


@Language.factory(
    NAME,
    requires=["doc._.reading"],
    assigns=["doc._.entities"],
    default_config={"grouper": {"@misc": BY_NAME}},
)
def create(nlp: Language, name: str, grouper: Grouper) -> Entities:
    """`grouper`: a registered function of the shape `ingest.nlp.grouping.Grouper`."""
    return Entities(grouper)


class Entities:
    """Fills `State.groups` and `doc._.entities`, kinds not yet known."""

    def __init__(self, grouper: Grouper) -> None:
        self.grouper = grouper

    def __call__(self, doc: Doc) -> Doc:
        state: State = doc._.reading
        state.groups = self.grouper(state.named, doc._.title_end)
        doc._.entities = tuple(
            entity_of(f"e{at}", [state.named[place] for place in group]) for at, group in enumerate(state.groups, 1)
        )
        return doc


def entity_of(id_: str, named: Sequence[Named]) -> ArticleEntity:
    """The longest form is the name, of equally long ones the commonest, then the first; aliases by first use."""
    counts = Counter(one.text for one in named)
    name = max(counts, key=lambda form: (len(form.split()), len(form), counts[form]))
    mentions = tuple(Mention(one.start, one.end, one.text) for one in named)
    return ArticleEntity(id=id_, type=named[0].type, name=name, aliases=tuple(counts), mentions=mentions)
