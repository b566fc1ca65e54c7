"""Which entity of the graph an article's entity is."""

from ingest.resolve.identity import identify, resolved, tieless

__all__ = ["identify", "resolved", "tieless"]
