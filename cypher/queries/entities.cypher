// purpose: entities
// parameters: ids
// columns: id, type, name, kind, aliases
UNWIND $ids AS id
MATCH (entity:Entity {id: id})
RETURN entity.id AS id, entity.type AS type, entity.name AS name, entity.kind AS kind, entity.aliases AS aliases
