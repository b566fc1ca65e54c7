-- purpose: the entities to which ids belong
-- parameters: bases
-- columns: base, entity
SELECT base, entity FROM member WHERE base IN (SELECT value FROM json_each(:bases))
