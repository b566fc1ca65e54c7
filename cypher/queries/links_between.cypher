// purpose: links as they are kept, by their ends
// parameters: rows
// columns: id, subject, relation, object, status, modality, contested, since_lo, since_hi, until_lo, until_hi, confidence, origins, claims, newest
UNWIND $rows AS row
MATCH (subject:Actor {id: row.subject})-[link:RELATIONS]->(object:Actor {id: row.object})
WHERE link.id = row.id
RETURN link.id AS id, subject.id AS subject, type(link) AS relation, object.id AS object,
  link.status AS status, link.modality AS modality, link.contested AS contested, link.since_lo AS since_lo,
  link.since_hi AS since_hi, link.until_lo AS until_lo, link.until_hi AS until_hi, link.confidence AS confidence,
  link.origins AS origins, link.claims AS claims, link.newest AS newest
