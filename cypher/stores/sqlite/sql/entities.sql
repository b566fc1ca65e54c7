-- purpose: entities by id
-- parameters: ids
-- columns: id, type, name, kind, aliases
SELECT id, type, name, kind, aliases FROM entity WHERE id IN (SELECT value FROM json_each(:ids))
