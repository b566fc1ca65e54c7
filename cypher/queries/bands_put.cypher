// purpose: hashes under which near copies meet
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (article:Article {hash: row.hash})
MERGE (band:Band {band: row.band})
CREATE (article)-[:IN_BAND]->(band)
