// purpose: migrations that were applied
// parameters: none
// columns: number, checksum
MATCH (one:Migration)
RETURN one.number AS number, one.checksum AS checksum
