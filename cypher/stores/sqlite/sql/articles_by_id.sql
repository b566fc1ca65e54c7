-- purpose: articles by id, after one of them
-- parameters: after, limit
-- columns: key, id
SELECT key, id FROM article WHERE id > :after ORDER BY id LIMIT :limit
