-- purpose: forget types and kinds that no article gives
-- parameters: bases
-- columns: none
DELETE FROM nature WHERE used <= 0 AND base IN (SELECT value FROM json_each(:bases))
