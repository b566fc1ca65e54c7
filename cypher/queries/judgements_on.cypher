// purpose: judgements that stand on a pair of ids, in the order in which they came
// parameters: left, right
// columns: id, left, right, verdict, who, made, why, undone
MATCH (one:Judgement {state: 'standing'})
WHERE (one.left = $left AND one.right = $right) OR (one.left = $right AND one.right = $left)
RETURN one.id AS id, one.left AS left, one.right AS right, one.verdict AS verdict, one.who AS who, one.made AS made,
  one.why AS why, false AS undone
ORDER BY one.number
