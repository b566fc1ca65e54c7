// purpose: all names
// parameters: none
// columns: entity, name, folded, links
MATCH (name:Name)<-[:KNOWN_AS]-(entity:Entity)
RETURN entity.id AS entity, name.text AS name, name.folded AS folded, entity.links AS links
