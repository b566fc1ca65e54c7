// purpose: texts, each with the copy and the reading that stand for it
// parameters: rows
// columns: none
UNWIND $rows AS row
MERGE (article:Article {hash: row.hash})
SET article += row.values
