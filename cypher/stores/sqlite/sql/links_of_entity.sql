-- purpose: links of an entity
-- parameters: entity
-- columns: subject, object, id, relation, status, modality, contested, since_lo, since_hi, until_lo, until_hi, confidence, origins, claims, newest
SELECT subject, object, id, relation, status, modality, contested, since_lo, since_hi, until_lo,
    until_hi, confidence, origins, claims, newest
FROM link WHERE subject = :entity
UNION ALL
SELECT subject, object, id, relation, status, modality, contested, since_lo, since_hi, until_lo,
    until_hi, confidence, origins, claims, newest
FROM link WHERE object = :entity
