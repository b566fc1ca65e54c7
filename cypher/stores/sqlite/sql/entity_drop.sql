-- purpose: an entity that is no more
-- parameters: id
-- columns: none
DELETE FROM entity WHERE id = :id
