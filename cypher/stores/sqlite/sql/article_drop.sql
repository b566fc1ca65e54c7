-- purpose: forget a text of which no copy is left
-- parameters: key
-- columns: none
DELETE FROM article WHERE key = :key
