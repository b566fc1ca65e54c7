-- purpose: the entity into which an id belongs
-- parameters: id
-- columns: id, type, name, kind, aliases
SELECT id, type, name, kind, aliases FROM entity
WHERE id = coalesce((SELECT entity FROM member WHERE base = :id), :id)
