// purpose: ids with what articles call them
// parameters: rows
// columns: none
UNWIND $rows AS row
MERGE (actor:Actor {id: row.id})
SET actor.tally = row.tally
