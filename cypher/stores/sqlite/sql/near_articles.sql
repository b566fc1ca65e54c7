-- purpose: articles one step of near copies away from these
-- parameters: articles
-- columns: key
WITH ids AS (SELECT id FROM copy WHERE article IN (SELECT value FROM json_each(:articles)))
SELECT DISTINCT other.article
FROM (
    SELECT near."of" AS id FROM ids JOIN near ON near.copy = ids.id
    UNION
    SELECT near.copy FROM ids JOIN near ON near."of" = ids.id
) AS found
JOIN copy AS other ON other.id = found.id
