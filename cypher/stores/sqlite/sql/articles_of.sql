-- purpose: articles with who read them
-- parameters: articles
-- columns: key, made_by, notes, id, title, text, lang, url, publisher, published, retrieved
SELECT key, made_by, notes, id, title, text, lang, url, publisher, published, retrieved
FROM article WHERE key IN (SELECT value FROM json_each(:articles))
