-- purpose: the copy that stands for a text: published first (:last stands for no day), then of least id
-- parameters: article, last
-- columns: id, url, publisher, published, retrieved
SELECT id, url, publisher, published, retrieved FROM copy WHERE article = :article
ORDER BY coalesce(published, :last), id LIMIT 1
