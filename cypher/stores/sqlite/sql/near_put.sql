-- purpose: two ids whose texts are nearly the same
-- parameters: low, high
-- columns: none
INSERT OR IGNORE INTO near (low, high) VALUES (:low, :high)
