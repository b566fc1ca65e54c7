// purpose: ids of the articles that are near copies of these
// parameters: hashes
// columns: hash, id
UNWIND $hashes AS hash
MATCH (article:Article {hash: hash})<-[:COPY_OF]-(:Copy)-[:NEAR]-(:Copy)-[:COPY_OF]->(other:Article)
WHERE other <> article
RETURN DISTINCT article.hash AS hash, other.id AS id
