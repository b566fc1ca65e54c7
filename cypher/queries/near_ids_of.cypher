// purpose: what the ids that stand for articles were compared with
// parameters: hashes
// columns: hash, of
UNWIND $hashes AS hash
MATCH (article:Article {hash: hash})
MATCH (:Copy {id: article.id})-[:NEAR]->(other:Copy)
RETURN article.hash AS hash, other.id AS of
