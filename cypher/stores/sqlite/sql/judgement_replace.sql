-- purpose: mark a judgement as replaced by another
-- parameters: id
-- columns: none
UPDATE judgement SET state = 2 WHERE id = :id
