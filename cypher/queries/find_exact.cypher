// purpose: entities that have exactly this name, most linked first
// parameters: name
// columns: id, type, name, kind, aliases
MATCH (:Name {text: $name})<-[:KNOWN_AS]-(entity:Entity)
WITH DISTINCT entity
RETURN entity.id AS id, entity.type AS type, entity.name AS name, entity.kind AS kind, entity.aliases AS aliases
ORDER BY entity.links DESC, id
