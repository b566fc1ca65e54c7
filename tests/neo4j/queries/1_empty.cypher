// purpose: take away all but what migrations made
// parameters: none
// columns: none
MATCH (n)
WHERE NOT n:Migration AND NOT n:Entente
DETACH DELETE n
