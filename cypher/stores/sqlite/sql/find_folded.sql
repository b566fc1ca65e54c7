-- purpose: entities that have this name when case, accents and forms are dropped, most linked first
-- parameters: folded
-- columns: id, type, name, kind, aliases
SELECT id, type, name, kind, aliases FROM entity
WHERE id IN (SELECT entity FROM name WHERE folded = :folded)
ORDER BY links DESC, id
