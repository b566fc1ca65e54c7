// purpose: links that are no more
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (:Actor {id: row.subject})-[link:RELATIONS]->(:Actor {id: row.object})
WHERE link.id = row.id
DELETE link
