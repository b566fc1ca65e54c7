-- purpose: count a write
-- parameters: none
-- columns: none
UPDATE state SET revision = revision + 1
