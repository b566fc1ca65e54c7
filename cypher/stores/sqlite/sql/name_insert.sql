-- purpose: a name of an entity
-- parameters: entity, name, folded
-- columns: none
INSERT INTO name (entity, name, folded) VALUES (:entity, :name, :folded)
