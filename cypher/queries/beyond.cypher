// purpose: entities one hop away from these by links that count, with how many links they have
// parameters: ids, relations, statuses, modalities, confidence, origins, day
// columns: id, links
UNWIND $ids AS id
MATCH (near:Entity {id: id})-[link:RELATIONS]-(far)
WHERE type(link) IN $relations AND link.status IN $statuses AND link.modality IN $modalities
  AND link.confidence >= $confidence AND link.origins >= $origins
  AND ($day IS NULL OR (coalesce(link.since_lo, '') <= $day AND coalesce(link.until_hi, '9999-12-31') >= $day))
WITH DISTINCT far
RETURN far.id AS id, far.links AS links
