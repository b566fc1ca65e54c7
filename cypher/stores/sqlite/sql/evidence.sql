-- purpose: claims under links, newest publication first
-- parameters: links
-- columns: link, claim, quote, start, end, article, url, publisher, published, lang, status, modality, confidence, event, title, role, amount_value, amount_currency, stake_percent, date, attributed_to, made_by
SELECT claim.link, claim.id, claim.quote, claim.start, claim."end", article.id, article.url, article.publisher,
    article.published, article.lang, claim.status, claim.modality, claim.confidence, claim.event, claim.title,
    claim.role, claim.amount_value, claim.amount_currency, claim.stake_percent, claim.date,
    claim.attributed_to, article.made_by
FROM claim JOIN article ON article.key = claim.article
WHERE claim.link IN (SELECT value FROM json_each(:links))
ORDER BY claim.link, coalesce(article.published, '') DESC, claim.id
