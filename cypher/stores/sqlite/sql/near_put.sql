-- purpose: two ids whose texts are nearly the same
-- parameters: copy, of
-- columns: none
INSERT OR IGNORE INTO near (copy, "of") VALUES (:copy, :of)
