-- purpose: types and kinds of entities with how often they are given
-- parameters: entities
-- columns: entity, type, kind, used
SELECT member.entity, nature.type, nature.kind, sum(nature.used)
FROM member JOIN nature ON nature.base = member.base
WHERE member.entity IN (SELECT value FROM json_each(:entities))
GROUP BY member.entity, nature.type, nature.kind
