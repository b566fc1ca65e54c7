-- purpose: put an id into an entity
-- parameters: base, entity
-- columns: none
INSERT INTO member (base, entity) VALUES (:base, :entity)
ON CONFLICT (base) DO UPDATE SET entity = excluded.entity
