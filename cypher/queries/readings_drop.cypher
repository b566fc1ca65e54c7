// purpose: take away what was read from articles
// parameters: hashes
// columns: none
UNWIND $hashes AS hash
MATCH (article:Article {hash: hash})
CALL (article) {
  MATCH (article)-[:SAYS]->(claim:Claim)
  DETACH DELETE claim
}
CALL (article) {
  MATCH (article)-[named:MENTIONS|IN_BAND]->()
  DELETE named
}
