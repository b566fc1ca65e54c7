// purpose: all entities
// parameters: none
// columns: id, type, name, kind, aliases
MATCH (entity:Entity)
RETURN entity.id AS id, entity.type AS type, entity.name AS name, entity.kind AS kind, entity.aliases AS aliases
