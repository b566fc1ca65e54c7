// purpose: articles that share a band with these
// parameters: bands
// columns: id, title, text
UNWIND $bands AS band
MATCH (:Band {band: band})<-[:IN_BAND]-(article:Article)
WITH DISTINCT article
RETURN article.id AS id, article.title AS title, article.text AS text
ORDER BY id
