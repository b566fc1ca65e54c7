-- purpose: tables that a file holds
-- parameters: none
-- columns: name
SELECT name FROM sqlite_master WHERE type = 'table'
