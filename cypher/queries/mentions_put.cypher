// purpose: who is named in articles
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (article:Article {hash: row.hash})
MATCH (actor:Actor {id: row.base})
CREATE (article)-[named:MENTIONS]->(actor)
SET named = row.values
