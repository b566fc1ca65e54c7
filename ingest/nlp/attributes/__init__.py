"""Rules that read a claim's title, role, amount, stake, date and speaker from the text, in French and English.

Pure functions over characters: no model, no spaCy, time linear in the quote.
"""

from ingest.nlp.attributes.context import Attributes, ClaimContext, Span
from ingest.nlp.attributes.fill import fill

__all__ = ["Attributes", "ClaimContext", "Span", "fill"]
