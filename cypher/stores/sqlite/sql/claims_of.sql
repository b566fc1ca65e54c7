-- purpose: claims of articles
-- parameters: articles
-- columns: article, relation, subject, object, status, modality, event, title, role, amount_value, amount_currency, stake_percent, date, attributed_to, scope, quote, start, end, confidence
SELECT article, relation, subject, object, status, modality, event, title, role, amount_value, amount_currency,
    stake_percent, date, attributed_to, scope, quote, start, "end", confidence
FROM claim WHERE article IN (SELECT value FROM json_each(:articles))
ORDER BY article, place
