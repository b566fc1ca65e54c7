-- purpose: judgements in the order in which they came
-- parameters: none
-- columns: id, left, right, verdict, who, made, why, undone
SELECT id, "left", "right", verdict, who, made, why, undone FROM judgement ORDER BY number
