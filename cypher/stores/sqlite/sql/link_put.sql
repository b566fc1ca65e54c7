-- purpose: a link
-- parameters: id, subject, relation, object, status, modality, contested, since_lo, since_hi, until_lo, until_hi, confidence, origins, claims, newest, revision
-- columns: none
INSERT INTO link (
    id, subject, relation, object, status, modality, contested, since_lo, since_hi, until_lo,
    until_hi, confidence, origins, claims, newest, revision
) VALUES (
    :id, :subject, :relation, :object, :status, :modality, :contested, :since_lo, :since_hi, :until_lo, :until_hi,
    :confidence, :origins, :claims, :newest, :revision
)
ON CONFLICT (id) DO UPDATE
SET status = excluded.status, modality = excluded.modality, contested = excluded.contested,
    since_lo = excluded.since_lo, since_hi = excluded.since_hi,
    until_lo = excluded.until_lo, until_hi = excluded.until_hi,
    confidence = excluded.confidence, origins = excluded.origins, claims = excluded.claims, newest = excluded.newest,
    revision = excluded.revision
