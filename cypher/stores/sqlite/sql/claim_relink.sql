-- purpose: put a claim under a link
-- parameters: link, key
-- columns: none
UPDATE claim SET link = :link WHERE key = :key
