-- purpose: keep a judgement, or make one again that was undone
-- parameters: id, left, right, verdict, who, made, why
-- columns: none
INSERT INTO judgement (id, "left", "right", verdict, who, made, why, state)
VALUES (:id, :left, :right, :verdict, :who, :made, :why, 0)
ON CONFLICT (id) DO UPDATE SET state = 0
