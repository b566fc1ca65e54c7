-- purpose: an id that has come back
-- parameters: id
-- columns: none
DELETE FROM gone WHERE id = :id
