-- purpose: bands of articles
-- parameters: articles
-- columns: article, band
SELECT article, band FROM band WHERE article IN (SELECT value FROM json_each(:articles))
