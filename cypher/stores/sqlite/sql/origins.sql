-- purpose: the origins that articles have
-- parameters: articles
-- columns: key, id, origin
SELECT key, id, origin FROM article WHERE key IN (SELECT value FROM json_each(:articles))
