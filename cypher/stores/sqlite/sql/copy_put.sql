-- purpose: an id under which a text came
-- parameters: id, article, url, publisher, published, retrieved
-- columns: none
INSERT INTO copy (id, article, url, publisher, published, retrieved)
VALUES (:id, :article, :url, :publisher, :published, :retrieved)
ON CONFLICT (id) DO UPDATE
SET article = excluded.article, url = excluded.url, publisher = excluded.publisher, published = excluded.published,
    retrieved = excluded.retrieved
