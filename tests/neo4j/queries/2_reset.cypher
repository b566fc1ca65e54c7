// purpose: count from the beginning again
// parameters: none
// columns: none
MATCH (state:Entente {id: 1})
SET state.revision = 0, state.links = 0, state.judgements = 0
