// purpose: all links by id
// parameters: none
// columns: id, subject, relation, object, status, modality, contested, since_lo, since_hi, until_lo, until_hi, confidence, origins, claims, newest
MATCH (subject:Entity)-[link:RELATIONS]->(object:Entity)
RETURN link.id AS id, subject.id AS subject, type(link) AS relation, object.id AS object,
  link.status AS status, link.modality AS modality, link.contested AS contested, link.since_lo AS since_lo,
  link.since_hi AS since_hi, link.until_lo AS until_lo, link.until_hi AS until_hi, link.confidence AS confidence,
  link.origins AS origins, link.claims AS claims, link.newest AS newest
ORDER BY id
