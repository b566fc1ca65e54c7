-- purpose: count the links of entities
-- parameters: ids
-- columns: none
UPDATE entity
SET links = (SELECT count(*) FROM link WHERE link.subject = entity.id)
    + (SELECT count(*) FROM link WHERE link.object = entity.id)
WHERE id IN (SELECT value FROM json_each(:ids))
