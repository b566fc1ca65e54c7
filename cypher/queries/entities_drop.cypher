// purpose: ids that stand for no entity any more
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (entity:Entity {id: id})
OPTIONAL MATCH (entity)-[:KNOWN_AS]->(name:Name)
DETACH DELETE name
WITH DISTINCT entity
REMOVE entity:Entity:Organization:Person, entity.type, entity.name, entity.kind, entity.aliases, entity.links
