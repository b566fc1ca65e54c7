-- purpose: all copies of the text that an id stands for
-- parameters: id
-- columns: id, publisher, url, published
SELECT id, publisher, url, published FROM copy
WHERE article = (SELECT article FROM copy WHERE id = :id) ORDER BY id
