// purpose: links that count from entities to others, by groups of both
// parameters: groups, relations, statuses, modalities, confidence, origins, day
// columns: subject, object, id, relation, status, modality, contested, since_lo, since_hi, until_lo, until_hi, confidence, origins, claims, newest
UNWIND $groups AS group
UNWIND group.near AS id
MATCH (near:Entity {id: id})-[link:RELATIONS]-(far)
WHERE far.id IN group.far
  AND type(link) IN $relations AND link.status IN $statuses AND link.modality IN $modalities
  AND link.confidence >= $confidence AND link.origins >= $origins
  AND ($day IS NULL OR (coalesce(link.since_lo, '') <= $day AND coalesce(link.until_hi, '9999-12-31') >= $day))
WITH DISTINCT link
RETURN startNode(link).id AS subject, endNode(link).id AS object, link.id AS id, type(link) AS relation,
  link.status AS status, link.modality AS modality, link.contested AS contested, link.since_lo AS since_lo,
  link.since_hi AS since_hi, link.until_lo AS until_lo, link.until_hi AS until_hi, link.confidence AS confidence,
  link.origins AS origins, link.claims AS claims, link.newest AS newest
