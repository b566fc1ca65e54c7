// purpose: put claims under links
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (claim:Claim {id: row.claim})
SET claim.link = row.link
