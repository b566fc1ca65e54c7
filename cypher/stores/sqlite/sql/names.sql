-- purpose: all names
-- parameters: none
-- columns: entity, name, folded, links
SELECT name.entity, name.name, name.folded, entity.links FROM name JOIN entity ON entity.id = name.entity
