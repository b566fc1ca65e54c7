// purpose: the origins that articles have
// parameters: hashes
// columns: hash, id, origin
UNWIND $hashes AS hash
MATCH (article:Article {hash: hash})
RETURN article.hash AS hash, article.id AS id, article.origin AS origin
