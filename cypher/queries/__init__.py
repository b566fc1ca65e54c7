"""Cypher, one query a file (see cypher.library)."""
