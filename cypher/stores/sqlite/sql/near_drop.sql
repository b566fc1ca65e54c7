-- purpose: forget what an id was near to
-- parameters: id
-- columns: none
DELETE FROM near WHERE copy = :id OR "of" = :id
