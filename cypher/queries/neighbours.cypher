// purpose: how many neighbours entities have by links that count, those left aside not counted; none: no row
// parameters: rows, relations, statuses, modalities, confidence, origins, day
// columns: id, neighbours
UNWIND $rows AS row
MATCH (entity:Entity {id: row.id})-[link:RELATIONS]-(far)
WHERE type(link) IN $relations AND link.status IN $statuses AND link.modality IN $modalities
  AND link.confidence >= $confidence AND link.origins >= $origins
  AND ($day IS NULL OR (coalesce(link.since_lo, '') <= $day AND coalesce(link.until_hi, '9999-12-31') >= $day))
  AND NOT far.id IN row.aside
RETURN entity.id AS id, count(DISTINCT far) AS neighbours
