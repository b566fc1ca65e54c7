-- purpose: take an id off its text
-- parameters: id
-- columns: none
DELETE FROM copy WHERE id = :id
