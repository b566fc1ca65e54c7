-- purpose: judgements that stand, in the order in which they came
-- parameters: none
-- columns: id, left, right, verdict, who, made, why, undone
SELECT id, "left", "right", verdict, who, made, why, state = 1 FROM judgement WHERE state = 0 ORDER BY number
