-- purpose: entities that have exactly this name, most linked first
-- parameters: name
-- columns: id, type, name, kind, aliases
SELECT id, type, name, kind, aliases FROM entity
WHERE id IN (SELECT entity FROM name WHERE name = :name)
ORDER BY links DESC, id
