-- purpose: names of entities
-- parameters: entities
-- columns: entity, name
SELECT entity, name FROM name WHERE entity IN (SELECT value FROM json_each(:entities))
