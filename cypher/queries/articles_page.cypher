// purpose: articles, newest first, unknown day last, after one of them
// parameters: day, id, limit
// columns: hash, day, id
MATCH (article:Article)
WHERE article.day <= $day AND ($id IS NULL OR article.day < $day OR article.id > $id)
RETURN article.hash AS hash, article.day AS day, article.id AS id
ORDER BY day DESC, id
LIMIT $limit
