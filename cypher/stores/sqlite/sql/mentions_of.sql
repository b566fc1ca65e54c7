-- purpose: mentions in articles
-- parameters: articles
-- columns: article, entity, start, end, text
SELECT article, entity, start, "end", text FROM mention
WHERE article IN (SELECT value FROM json_each(:articles))
ORDER BY article, entity, place
