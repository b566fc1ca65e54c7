// purpose: every link of entities of the relation named beside each
// parameters: rows
// columns: subject, object, id, relation, status, modality, contested, since_lo, since_hi, until_lo, until_hi, confidence, origins, claims, newest
UNWIND $rows AS row
MATCH (:Entity {id: row.id})-[link:RELATIONS]-(:Entity)
WHERE type(link) = row.relation
RETURN startNode(link).id AS subject, endNode(link).id AS object, link.id AS id, type(link) AS relation,
  link.status AS status, link.modality AS modality, link.contested AS contested, link.since_lo AS since_lo,
  link.since_hi AS since_hi, link.until_lo AS until_lo, link.until_hi AS until_hi, link.confidence AS confidence,
  link.origins AS origins, link.claims AS claims, link.newest AS newest
