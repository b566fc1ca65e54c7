-- purpose: names of entities with how often they are used
-- parameters: entities
-- columns: entity, name, fullest, used
SELECT member.entity, form.name, sum(form.fullest), sum(form.used)
FROM member JOIN form ON form.base = member.base
WHERE member.entity IN (SELECT value FROM json_each(:entities))
GROUP BY member.entity, form.name
