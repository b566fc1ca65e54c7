// purpose: count links in or out
// parameters: rows, total
// columns: none
MATCH (state:Entente {id: 1})
SET state.links = state.links + $total
WITH state
UNWIND $rows AS row
MATCH (entity:Entity {id: row.id})
SET entity.links = entity.links + row.step
