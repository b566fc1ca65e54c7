-- purpose: how much is stored
-- parameters: none
-- columns: articles, first, last, entities, links, claims
SELECT (SELECT count(*) FROM article), (SELECT min(published) FROM article), (SELECT max(published) FROM article),
    (SELECT count(*) FROM entity), (SELECT count(*) FROM link), (SELECT count(*) FROM claim)
