// purpose: put ids into entities
// parameters: rows
// columns: none
UNWIND $rows AS row
MERGE (actor:Actor {id: row.id})
WITH row, actor
CALL (actor) {
  MATCH (actor)-[same:SAME_AS]->(:Actor)
  DELETE same
}
WITH row, actor
WHERE row.entity <> row.id
MERGE (entity:Actor {id: row.entity})
CREATE (actor)-[:SAME_AS]->(entity)
