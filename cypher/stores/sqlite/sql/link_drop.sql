-- purpose: a link that is no more
-- parameters: id
-- columns: none
DELETE FROM link WHERE id = :id
