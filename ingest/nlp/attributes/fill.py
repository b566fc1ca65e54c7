"""Title, role, amount, stake, date and speaker of a claim, each from its own module."""

from __future__ import annotations

from ingest.nlp.attributes.amount import amount
from ingest.nlp.attributes.context import Attributes, ClaimContext
from ingest.nlp.attributes.date import when
from ingest.nlp.attributes.speaker import speaker
from ingest.nlp.attributes.stake import stake
from ingest.nlp.attributes.text import window
from ingest.nlp.attributes.title import role, title
from schemas import ontology


def fill(context: ClaimContext) -> Attributes:
    """What the text says of this claim; of title, role, amount and stake only those that its relation may carry.

    Never raises for any text; spans outside of `body` are cut to it.
    """
    carried = ontology.relation(context.relation).attributes
    around = window(context)
    titled = title(around) if "title" in carried else None
    return Attributes(
        title=titled,
        role=(context.role or role(titled, context.lang)) if "role" in carried else None,
        amount=amount(around) if "amount" in carried else None,
        stake_percent=stake(around) if "stake" in carried else None,
        date=when(around),
        attributed_to=speaker(around),
    )
