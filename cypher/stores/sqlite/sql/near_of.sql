-- purpose: ids of the articles that are near copies of these
-- parameters: articles
-- columns: article, id
WITH ids AS (SELECT id, article FROM copy WHERE article IN (SELECT value FROM json_each(:articles))),
found AS (
    SELECT ids.article, near."of" AS id FROM ids JOIN near ON near.copy = ids.id
    UNION
    SELECT ids.article, near.copy FROM ids JOIN near ON near."of" = ids.id
)
SELECT DISTINCT found.article, article.id
FROM found JOIN copy ON copy.id = found.id JOIN article ON article.key = copy.article
WHERE article.key <> found.article
