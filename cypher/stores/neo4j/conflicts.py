from __future__ import annotations
from dataclasses import replace
from cypher import match
from cypher.store import ConflictQuery
from cypher.stores.neo4j import reading
from cypher.stores.neo4j.paths import whole
from cypher.stores.neo4j.server import Session
from schemas.model import ConflictAnswer

async def answer(session: Session, query: ConflictQuery) -> ConflictAnswer:
    graph = await whole(session)
    of = await reading.entity(session, query.of) if query.of else None
    asked = replace(query, of=of.id) if of else query
    return ConflictAnswer(match.find(asked.rules, graph, asked), await reading.corpus(session))
