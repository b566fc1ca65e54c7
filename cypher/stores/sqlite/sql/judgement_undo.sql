-- purpose: mark a judgement that stands as undone
-- parameters: id
-- columns: none
UPDATE judgement SET state = 1 WHERE id = :id AND state = 0
