-- purpose: links that changed after a revision
-- parameters: revision
-- columns: subject, object, id, relation, status, modality, contested, since_lo, since_hi, until_lo, until_hi, confidence, origins, claims, newest
SELECT subject, object, id, relation, status, modality, contested, since_lo, since_hi, until_lo,
    until_hi, confidence, origins, claims, newest
FROM link WHERE revision > :revision
