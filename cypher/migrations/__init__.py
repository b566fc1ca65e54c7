"""Numbered changes of the schema of a Neo4j store: NNNN_name.cypher, statements apart by a semicolon at line end."""
