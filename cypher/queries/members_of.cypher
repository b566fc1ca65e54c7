// purpose: ids with the entities they belong to, where there are such
// parameters: ids
// columns: id, entity
UNWIND $ids AS id
MATCH (actor:Actor {id: id})
OPTIONAL MATCH (actor)-[:SAME_AS]->(other:Actor)
WITH id, coalesce(other, actor) AS entity
WHERE entity:Entity
RETURN id, entity.id AS entity
