-- purpose: the article that stands for an id
-- parameters: id
-- columns: key
SELECT article FROM copy WHERE id = :id
