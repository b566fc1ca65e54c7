// purpose: forget texts of which no copy is left
// parameters: hashes
// columns: none
UNWIND $hashes AS hash
MATCH (article:Article {hash: hash})
DETACH DELETE article
