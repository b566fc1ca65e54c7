-- purpose: a name that an entity no longer has
-- parameters: entity, name
-- columns: none
DELETE FROM name WHERE entity = :entity AND name = :name
