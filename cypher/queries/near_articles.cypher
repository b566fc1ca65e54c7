// purpose: articles one step of near copies away from these
// parameters: hashes
// columns: hash, near
UNWIND $hashes AS hash
MATCH (article:Article {hash: hash})<-[:COPY_OF]-(:Copy)-[:NEAR]-(:Copy)-[:COPY_OF]->(other:Article)
RETURN DISTINCT article.hash AS hash, other.hash AS near
