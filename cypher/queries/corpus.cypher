// purpose: how much is stored
// parameters: none
// columns: articles, first, last, entities, links, claims
MATCH (state:Entente {id: 1})
RETURN COUNT { (:Article) } AS articles,
  COLLECT { MATCH (one:Article) WHERE one.day > '' RETURN one.day ORDER BY one.day LIMIT 1 }[0] AS first,
  COLLECT { MATCH (one:Article) WHERE one.day > '' RETURN one.day ORDER BY one.day DESC LIMIT 1 }[0] AS last,
  COUNT { (:Entity) } AS entities, state.links AS links, COUNT { (:Claim) } AS claims
