// purpose: a judgement
// parameters: id
// columns: id
MATCH (one:Judgement {id: $id})
RETURN one.id AS id
