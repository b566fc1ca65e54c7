// purpose: pairs of ids whose texts are nearly the same; an id need not be stored yet
// parameters: rows
// columns: none
UNWIND $rows AS row
MERGE (copy:Copy {id: row.copy})
MERGE (other:Copy {id: row.of})
MERGE (copy)-[:NEAR]->(other)
