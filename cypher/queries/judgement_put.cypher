// purpose: keep a judgement, or make one again that was undone
// parameters: id, values
// columns: none
MATCH (state:Entente {id: 1})
SET state.judgements = state.judgements + 1
MERGE (one:Judgement {id: $id})
ON CREATE SET one.number = state.judgements
SET one += $values, one.state = 'standing'
MERGE (left:Actor {id: one.left})
MERGE (right:Actor {id: one.right})
MERGE (one)-[:LEFT]->(left)
MERGE (one)-[:RIGHT]->(right)
