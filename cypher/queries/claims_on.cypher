// purpose: claims on these ids, with the link they are under
// parameters: ids
// columns: claim, relation, subject, object, link
UNWIND $ids AS id
MATCH (:Actor {id: id})<-[:SUBJECT|OBJECT]-(claim:Claim)
WITH DISTINCT claim
MATCH (subject:Actor)<-[:SUBJECT]-(claim)-[:OBJECT]->(object:Actor)
RETURN claim.id AS claim, claim.relation AS relation, subject.id AS subject, object.id AS object, claim.link AS link
