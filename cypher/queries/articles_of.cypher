// purpose: articles with who read them
// parameters: hashes
// columns: hash, made_by, notes, bands, id, title, text, lang, url, publisher, published, retrieved
UNWIND $hashes AS hash
MATCH (article:Article {hash: hash})
RETURN article.hash AS hash, article.made_by AS made_by, article.notes AS notes,
  [(article)-[:IN_BAND]->(band:Band) | band.band] AS bands, article.id AS id, article.title AS title,
  article.text AS text, article.lang AS lang, article.url AS url, article.publisher AS publisher,
  article.published AS published, article.retrieved AS retrieved
