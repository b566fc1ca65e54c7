-- purpose: set the origin of an article
-- parameters: origin, key
-- columns: none
UPDATE article SET origin = :origin WHERE key = :key
