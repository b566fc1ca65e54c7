-- purpose: entities that changed after a revision
-- parameters: revision
-- columns: id, type, name, kind, aliases
SELECT id, type, name, kind, aliases FROM entity WHERE revision > :revision
