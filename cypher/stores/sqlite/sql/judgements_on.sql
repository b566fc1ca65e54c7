-- purpose: judgements that stand on a pair of ids, in the order in which they came
-- parameters: left, right
-- columns: id, left, right, verdict, who, made, why, undone
SELECT id, "left", "right", verdict, who, made, why, state = 1 FROM judgement
WHERE state = 0 AND (("left" = :left AND "right" = :right) OR ("left" = :right AND "right" = :left))
ORDER BY number
