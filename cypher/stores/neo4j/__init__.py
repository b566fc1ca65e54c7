"""The store over a Neo4j server (Community, 5.26 or later)."""

from cypher.stores.neo4j.store import Neo4jStore

__all__ = ["Neo4jStore"]
