// purpose: how many writes there have been
// parameters: none
// columns: revision
MATCH (state:Entente {id: 1})
RETURN state.revision AS revision
