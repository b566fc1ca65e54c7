// purpose: links that are new
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (subject:Entity {id: row.subject})
MATCH (object:Entity {id: row.object})
CREATE (subject)-[link:$(row.relation)]->(object)
SET link = row.values
