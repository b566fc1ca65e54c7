// purpose: the article that stands for an id
// parameters: id
// columns: hash
MATCH (:Copy {id: $id})-[:COPY_OF]->(article:Article)
RETURN article.hash AS hash
