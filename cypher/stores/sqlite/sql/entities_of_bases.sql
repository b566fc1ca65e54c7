-- purpose: entities to which ids belong
-- parameters: bases
-- columns: entity
SELECT DISTINCT entity FROM member WHERE base IN (SELECT value FROM json_each(:bases))
