// purpose: links that say something else now
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (:Entity {id: row.subject})-[link:RELATIONS]->(:Entity {id: row.object})
WHERE link.id = row.values.id
SET link = row.values
