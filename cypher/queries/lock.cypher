// purpose: be the one writer until the end of the transaction
// parameters: none
// columns: revision
MATCH (state:Entente {id: 1})
SET state.revision = state.revision + 1
RETURN state.revision AS revision
