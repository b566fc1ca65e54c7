-- purpose: store a text
-- parameters: id, hash, title, text, lang, url, publisher, published, retrieved, made_by, notes
-- columns: none
INSERT INTO article (id, hash, title, text, lang, url, publisher, published, retrieved, made_by, notes, origin)
VALUES (:id, :hash, :title, :text, :lang, :url, :publisher, :published, :retrieved, :made_by, :notes, :id)
