// purpose: claims of articles, on the ids that the resolver gave
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (article:Article {hash: row.hash})
MATCH (subject:Actor {id: row.subject})
MATCH (object:Actor {id: row.object})
CREATE (article)-[:SAYS]->(claim:Claim)
CREATE (claim)-[:SUBJECT]->(subject)
CREATE (claim)-[:OBJECT]->(object)
SET claim = row.values
