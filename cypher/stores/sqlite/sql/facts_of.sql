-- purpose: claims under links, with the ends as they are judged now
-- parameters: links
-- columns: link, subject, relation, object, claim, article, publisher, origin, published, status, modality, event, date, confidence
SELECT claim.link, subject.entity, claim.relation, object.entity, claim.id, article.id, article.publisher,
    article.origin, article.published, claim.status, claim.modality, claim.event, claim.date, claim.confidence
FROM claim
JOIN article ON article.key = claim.article
JOIN member AS subject ON subject.base = claim.subject_base
JOIN member AS object ON object.base = claim.object_base
WHERE claim.link IN (SELECT value FROM json_each(:links))
