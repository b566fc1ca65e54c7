// purpose: names that entities no longer have
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (:Entity {id: row.entity})-[:KNOWN_AS]->(name:Name)
WHERE name.text = row.name
DETACH DELETE name
