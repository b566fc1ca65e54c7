-- purpose: how many writes there have been
-- parameters: none
-- columns: revision
SELECT revision FROM state
