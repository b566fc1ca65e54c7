// purpose: a migration that has been applied; the first makes the node that writers lock
// parameters: number, name, checksum, applied
// columns: none
MERGE (state:Entente {id: 1})
ON CREATE SET state.revision = 0, state.links = 0, state.judgements = 0
MERGE (one:Migration {number: $number})
SET one.name = $name, one.checksum = $checksum, one.applied = $applied
