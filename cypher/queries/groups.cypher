// purpose: all ids that belong to entities, with what articles call them
// parameters: ids
// columns: entity, tally
UNWIND $ids AS id
MATCH (entity:Actor {id: id})
CALL (entity) {
  WITH entity
  WHERE NOT EXISTS { (entity)-[:SAME_AS]->(:Actor) }
  RETURN entity AS member
  UNION
  MATCH (member:Actor)-[:SAME_AS]->(entity)
  RETURN member
}
WITH entity, member
WHERE coalesce(member.tally, '') <> ''
RETURN entity.id AS entity, member.tally AS tally
