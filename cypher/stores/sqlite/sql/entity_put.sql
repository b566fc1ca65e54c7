-- purpose: an entity
-- parameters: id, type, name, kind, aliases, revision
-- columns: none
INSERT INTO entity (id, type, name, kind, aliases, links, revision)
VALUES (:id, :type, :name, :kind, :aliases, 0, :revision)
ON CONFLICT (id) DO UPDATE
SET type = excluded.type, name = excluded.name, kind = excluded.kind, aliases = excluded.aliases,
    revision = excluded.revision
