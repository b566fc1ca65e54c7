// purpose: claims under links, newest publication first
// parameters: links
// columns: link, claim, quote, start, end, article, url, publisher, published, lang, status, modality, confidence, event, title, role, amount_value, amount_currency, stake_percent, date, attributed_to, made_by
UNWIND $links AS link
MATCH (article:Article)-[:SAYS]->(claim:Claim {link: link})
RETURN claim.link AS link, claim.id AS claim, claim.quote AS quote, claim.start AS start, claim.end AS end,
  article.id AS article, article.url AS url, article.publisher AS publisher, article.published AS published,
  article.lang AS lang, claim.status AS status, claim.modality AS modality, claim.confidence AS confidence,
  claim.event AS event, claim.title AS title, claim.role AS role, claim.amount_value AS amount_value,
  claim.amount_currency AS amount_currency, claim.stake_percent AS stake_percent, claim.date AS date,
  claim.attributed_to AS attributed_to, article.made_by AS made_by
ORDER BY link, coalesce(published, '') DESC, claim
