-- purpose: forget names that no article uses
-- parameters: bases
-- columns: none
DELETE FROM form WHERE used <= 0 AND base IN (SELECT value FROM json_each(:bases))
