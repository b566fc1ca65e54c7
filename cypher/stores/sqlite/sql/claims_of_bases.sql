-- purpose: claims on these ids, with their entities of now and the link they were under
-- parameters: bases
-- columns: key, relation, subject, object, link
SELECT claim.key, claim.relation, subject.entity, object.entity, claim.link
FROM claim
JOIN member AS subject ON subject.base = claim.subject_base
JOIN member AS object ON object.base = claim.object_base
WHERE claim.subject_base IN (SELECT value FROM json_each(:bases))
    OR claim.object_base IN (SELECT value FROM json_each(:bases))
