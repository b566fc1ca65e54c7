-- purpose: mark a judgement as undone
-- parameters: id
-- columns: none
UPDATE judgement SET undone = 1 WHERE id = :id
