// purpose: ids under which texts came
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (article:Article {hash: row.hash})
MERGE (copy:Copy {id: row.id})
SET copy += row.values
MERGE (copy)-[:COPY_OF]->(article)
