-- purpose: let ids that are new stand for themselves
-- parameters: bases
-- columns: none
INSERT OR IGNORE INTO member (base, entity) SELECT value, value FROM json_each(:bases)
