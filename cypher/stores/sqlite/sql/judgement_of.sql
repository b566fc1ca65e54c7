-- purpose: a judgement
-- parameters: id
-- columns: id, left, right, verdict, who, made, why, undone
SELECT id, "left", "right", verdict, who, made, why, state = 1 FROM judgement WHERE id = :id
