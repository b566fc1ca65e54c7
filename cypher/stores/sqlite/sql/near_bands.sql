-- purpose: articles that share a band with these
-- parameters: bands
-- columns: id, title, text
SELECT id, title, text FROM article
WHERE key IN (SELECT article FROM band WHERE band IN (SELECT value FROM json_each(:bands)))
ORDER BY id
