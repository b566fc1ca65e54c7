// purpose: entities one hop from some of these and from some of those by links that count, with how many links they have
// parameters: left, right, relations, statuses, modalities, confidence, origins, day
// columns: id, links
UNWIND $left AS id
MATCH (near:Entity {id: id})-[link:RELATIONS]-(middle)
WHERE type(link) IN $relations AND link.status IN $statuses AND link.modality IN $modalities
  AND link.confidence >= $confidence AND link.origins >= $origins
  AND ($day IS NULL OR (coalesce(link.since_lo, '') <= $day AND coalesce(link.until_hi, '9999-12-31') >= $day))
WITH collect(DISTINCT middle) AS middles
UNWIND $right AS id
MATCH (far:Entity {id: id})-[link:RELATIONS]-(middle)
WHERE type(link) IN $relations AND link.status IN $statuses AND link.modality IN $modalities
  AND link.confidence >= $confidence AND link.origins >= $origins
  AND ($day IS NULL OR (coalesce(link.since_lo, '') <= $day AND coalesce(link.until_hi, '9999-12-31') >= $day))
  AND middle IN middles
WITH DISTINCT middle
RETURN middle.id AS id, middle.links AS links
