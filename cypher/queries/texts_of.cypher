// purpose: the texts that ids stand for, or that are these, with the ids under which they came
// parameters: ids, hashes
// columns: hash, id, url, publisher, published, retrieved
CALL () {
  UNWIND $ids AS id
  MATCH (:Copy {id: id})-[:COPY_OF]->(article:Article)
  RETURN article
  UNION
  UNWIND $hashes AS hash
  MATCH (article:Article {hash: hash})
  RETURN article
}
MATCH (copy:Copy)-[:COPY_OF]->(article)
RETURN article.hash AS hash, copy.id AS id, copy.url AS url, copy.publisher AS publisher,
  copy.published AS published, copy.retrieved AS retrieved
