// purpose: set the origins of articles
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (article:Article {hash: row.hash})
SET article.origin = row.origin
