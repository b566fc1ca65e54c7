// purpose: claims under links, with the ends as they are judged now
// parameters: links
// columns: link, subject, relation, object, claim, article, publisher, origin, published, status, modality, event, date, confidence
UNWIND $links AS link
MATCH (claim:Claim {link: link})
MATCH (article:Article)-[:SAYS]->(claim)-[:SUBJECT]->(subject:Actor)
MATCH (claim)-[:OBJECT]->(object:Actor)
OPTIONAL MATCH (subject)-[:SAME_AS]->(one:Actor)
OPTIONAL MATCH (object)-[:SAME_AS]->(other:Actor)
RETURN claim.link AS link, coalesce(one.id, subject.id) AS subject, claim.relation AS relation,
  coalesce(other.id, object.id) AS object, claim.id AS claim, article.id AS article, article.publisher AS publisher,
  article.origin AS origin, article.published AS published, claim.status AS status, claim.modality AS modality,
  claim.event AS event, claim.date AS date, claim.confidence AS confidence
