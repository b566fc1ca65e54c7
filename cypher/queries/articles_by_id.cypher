// purpose: articles by id, after one of them
// parameters: after, limit
// columns: hash, id
MATCH (article:Article)
WHERE article.id > $after
RETURN article.hash AS hash, article.id AS id
ORDER BY id
LIMIT $limit
