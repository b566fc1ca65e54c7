from __future__ import annotations
from dataclasses import replace
from cypher import paths
from cypher.graph import Graph
from cypher.store import PathQuery
from cypher.stores import rows
from cypher.stores.neo4j import reading
from cypher.stores.neo4j.server import Session
from schemas.model import PathAnswer
from schemas.ontology import relations

async def whole(session: Session) -> Graph:
    entities = [rows.entity(row) for row in await session.rows("all_entities")]
    links = [(r[1], r[3], r[0], r[2], *r[4:]) for r in await session.rows("links_by_id", relations=list(relations()))]
    return Graph.build(entities, links)

async def answer(session: Session, query: PathQuery) -> PathAnswer:
    graph = await whole(session)
    ends = [await reading.entity(session, one) for one in (query.start, query.end)]
    ids = [one.id if one else given for one, given in zip(ends, (query.start, query.end), strict=True)]
    found = paths.search(graph, replace(query, start=ids[0], end=ids[1]))
    return PathAnswer(found.paths, found.truncated, await reading.corpus(session))
