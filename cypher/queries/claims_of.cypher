// purpose: claims of articles
// parameters: hashes
// columns: hash, relation, subject, object, status, modality, event, title, role, amount_value, amount_currency, stake_percent, date, attributed_to, scope, quote, start, end, confidence
UNWIND $hashes AS hash
MATCH (article:Article {hash: hash})-[:SAYS]->(claim:Claim)
RETURN article.hash AS hash,
  claim.relation AS relation, claim.subject AS subject, claim.object AS object, claim.status AS status,
  claim.modality AS modality, claim.event AS event, claim.title AS title, claim.role AS role,
  claim.amount_value AS amount_value, claim.amount_currency AS amount_currency,
  claim.stake_percent AS stake_percent, claim.date AS date, claim.attributed_to AS attributed_to,
  claim.scope AS scope, claim.quote AS quote, claim.start AS start, claim.end AS end, claim.confidence AS confidence
ORDER BY hash, claim.place
