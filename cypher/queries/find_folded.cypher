// purpose: entities that have this name when case, accents and forms are dropped, most linked first
// parameters: folded
// columns: id, type, name, kind, aliases
MATCH (:Name {folded: $folded})<-[:KNOWN_AS]-(entity:Entity)
WITH DISTINCT entity
RETURN entity.id AS id, entity.type AS type, entity.name AS name, entity.kind AS kind, entity.aliases AS aliases
ORDER BY entity.links DESC, id
