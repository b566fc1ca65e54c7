-- purpose: entities by id, after one of them
-- parameters: after, limit
-- columns: id, type, name, kind, aliases
SELECT id, type, name, kind, aliases FROM entity WHERE id > :after ORDER BY id LIMIT :limit
