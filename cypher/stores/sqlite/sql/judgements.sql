-- purpose: all judgements in the order in which they came
-- parameters: none
-- columns: id, left, right, verdict, who, made, why, undone
SELECT id, "left", "right", verdict, who, made, why, state = 1 FROM judgement ORDER BY number
