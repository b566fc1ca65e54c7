// purpose: entities whose names hold words, those of exactly this name first, then the most linked, after one of them
// parameters: words, plain, folded, id, exact, links, limit
// columns: id, type, name, kind, aliases, links, exact
CALL db.index.fulltext.queryNodes('entente_names', $words) YIELD node AS name
WHERE all(word IN $plain WHERE any(held IN split(name.words, ' ') WHERE held STARTS WITH word))
MATCH (name)<-[:KNOWN_AS]-(entity:Entity)
WITH entity, max(CASE WHEN name.folded = $folded THEN 1 ELSE 0 END) AS exact
WHERE $id IS NULL OR exact < $exact OR (exact = $exact AND entity.links < $links)
  OR (exact = $exact AND entity.links = $links AND entity.id > $id)
RETURN entity.id AS id, entity.type AS type, entity.name AS name, entity.kind AS kind, entity.aliases AS aliases,
  entity.links AS links, exact
ORDER BY exact DESC, links DESC, id
LIMIT $limit
