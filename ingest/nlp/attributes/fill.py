"""Title, role, amount, stake, date and speaker of a claim, each from its own module."""

from __future__ import annotations

from ingest.nlp.attributes.context import Attributes, ClaimContext


def fill(context: ClaimContext) -> Attributes:
    """What the text says of this claim; of title, role, amount and stake only those that its relation may carry.

    Never raises for any text; spans outside of `body` are cut to it.
    """
    return Attributes(role=context.role)
