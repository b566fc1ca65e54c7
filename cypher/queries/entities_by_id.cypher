// purpose: entities by id, after one of them
// parameters: after, limit
// columns: id, type, name, kind, aliases
MATCH (entity:Entity)
WHERE entity.id > $after
RETURN entity.id AS id, entity.type AS type, entity.name AS name, entity.kind AS kind, entity.aliases AS aliases
ORDER BY id
LIMIT $limit
