-- purpose: links to which claims of articles belong
-- parameters: articles
-- columns: link
SELECT DISTINCT link FROM claim WHERE link IS NOT NULL AND article IN (SELECT value FROM json_each(:articles))
