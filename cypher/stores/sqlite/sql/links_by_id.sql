-- purpose: links by id, after one of them
-- parameters: after, limit
-- columns: id, subject, relation, object, status, modality, contested, since_lo, since_hi, until_lo, until_hi, confidence, origins, claims, newest
SELECT id, subject, relation, object, status, modality, contested, since_lo, since_hi, until_lo,
    until_hi, confidence, origins, claims, newest
FROM link WHERE id > :after ORDER BY id LIMIT :limit
