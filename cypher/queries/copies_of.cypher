// purpose: copies of articles with all that is known of them
// parameters: hashes
// columns: hash, id, url, publisher, published, retrieved
UNWIND $hashes AS hash
MATCH (copy:Copy)-[:COPY_OF]->(article:Article {hash: hash})
RETURN article.hash AS hash, copy.id AS id, copy.url AS url, copy.publisher AS publisher,
  copy.published AS published, copy.retrieved AS retrieved
ORDER BY hash, id
