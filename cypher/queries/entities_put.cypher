// purpose: entities, under the label of their type
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (entity:Actor {id: row.id})
REMOVE entity:Organization:Person
SET entity:Entity, entity += row.values, entity.links = coalesce(entity.links, 0)
SET entity:$(row.values.type)
