// purpose: what the claims of articles are on, as judged now
// parameters: hashes
// columns: relation, subject, object
UNWIND $hashes AS hash
MATCH (:Article {hash: hash})-[:SAYS]->(claim:Claim)-[:SUBJECT]->(subject:Actor)
MATCH (claim)-[:OBJECT]->(object:Actor)
OPTIONAL MATCH (subject)-[:SAME_AS]->(one:Actor)
OPTIONAL MATCH (object)-[:SAME_AS]->(other:Actor)
RETURN DISTINCT claim.relation AS relation, coalesce(one.id, subject.id) AS subject,
  coalesce(other.id, object.id) AS object
