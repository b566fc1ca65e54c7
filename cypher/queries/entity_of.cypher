// purpose: the entity into which an id belongs
// parameters: id
// columns: id, type, name, kind, aliases, links
MATCH (actor:Actor {id: $id})
OPTIONAL MATCH (actor)-[:SAME_AS]->(other:Actor)
WITH coalesce(other, actor) AS entity
WHERE entity:Entity
RETURN entity.id AS id, entity.type AS type, entity.name AS name, entity.kind AS kind, entity.aliases AS aliases,
  entity.links AS links
