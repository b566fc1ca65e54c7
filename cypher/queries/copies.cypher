// purpose: all copies of the text that an id stands for
// parameters: id
// columns: id, publisher, url, published
MATCH (:Copy {id: $id})-[:COPY_OF]->(article:Article)
MATCH (copy:Copy)-[:COPY_OF]->(article)
RETURN copy.id AS id, copy.publisher AS publisher, copy.url AS url, copy.published AS published
ORDER BY id
