// purpose: ids with what articles call them and the entities they belong to
// parameters: ids
// columns: id, tally, entity
UNWIND $ids AS id
MATCH (actor:Actor {id: id})
OPTIONAL MATCH (actor)-[:SAME_AS]->(entity:Actor)
RETURN actor.id AS id, actor.tally AS tally, coalesce(entity.id, actor.id) AS entity
