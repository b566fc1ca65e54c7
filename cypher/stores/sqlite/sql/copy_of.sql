-- purpose: what the ids that stand for articles were compared with
-- parameters: articles
-- columns: article, of
SELECT article.key, near."of" FROM article JOIN near ON near.copy = article.id
WHERE article.key IN (SELECT value FROM json_each(:articles))
