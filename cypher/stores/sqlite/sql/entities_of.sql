-- purpose: entities of articles, with the id the resolver gave and that after judgements
-- parameters: articles
-- columns: article, place, id, type, name, kind, aliases, base, member
SELECT one.article, one.place, one.id, one.type, one.name, one.kind, one.aliases, one.base,
    coalesce(member.entity, one.base)
FROM article_entity AS one LEFT JOIN member ON member.base = one.base
WHERE one.article IN (SELECT value FROM json_each(:articles))
ORDER BY one.article, one.place
