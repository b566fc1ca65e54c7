-- purpose: the article with a text
-- parameters: hash
-- columns: key
SELECT key FROM article WHERE hash = :hash
