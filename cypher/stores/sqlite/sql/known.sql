-- purpose: those of these ids that are stored
-- parameters: ids
-- columns: id
SELECT id FROM copy WHERE id IN (SELECT value FROM json_each(:ids))
