-- purpose: articles, newest first, unknown day last, after one of them
-- parameters: id, published, limit
-- columns: key, published, id
SELECT key, published, id FROM article
WHERE :id IS NULL
    OR coalesce(published, '') < :published
    OR (coalesce(published, '') = :published AND id > :id)
ORDER BY coalesce(published, '') DESC, id LIMIT :limit
