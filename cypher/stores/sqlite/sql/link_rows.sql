-- purpose: links as they are kept
-- parameters: links
-- columns: id, subject, relation, object, status, modality, contested, since_lo, since_hi, until_lo, until_hi, confidence, origins, claims, newest
SELECT id, subject, relation, object, status, modality, contested, since_lo, since_hi, until_lo,
    until_hi, confidence, origins, claims, newest
FROM link WHERE id IN (SELECT value FROM json_each(:links))
