-- purpose: an id that is no more
-- parameters: id, revision
-- columns: none
INSERT INTO gone (id, revision) VALUES (:id, :revision)
ON CONFLICT (id) DO UPDATE SET revision = excluded.revision
