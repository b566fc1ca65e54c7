// purpose: all judgements in the order in which they came
// parameters: none
// columns: id, left, right, verdict, who, made, why, undone, standing
MATCH (one:Judgement)
RETURN one.id AS id, one.left AS left, one.right AS right, one.verdict AS verdict, one.who AS who, one.made AS made,
  one.why AS why, one.state = 'undone' AS undone, one.state = 'standing' AS standing
ORDER BY one.number
