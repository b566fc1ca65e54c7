-- purpose: copies of articles with all that is known of them
-- parameters: articles
-- columns: article, id, url, publisher, published, retrieved
SELECT article, id, url, publisher, published, retrieved FROM copy
WHERE article IN (SELECT value FROM json_each(:articles)) ORDER BY article, id
