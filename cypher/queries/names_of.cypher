// purpose: names of entities
// parameters: ids
// columns: entity, name
UNWIND $ids AS id
MATCH (entity:Entity {id: id})-[:KNOWN_AS]->(name:Name)
RETURN entity.id AS entity, name.text AS name
