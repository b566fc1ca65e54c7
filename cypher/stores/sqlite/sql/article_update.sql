-- purpose: let another copy or reading stand for a text
-- parameters: id, hash, title, text, lang, url, publisher, published, retrieved, made_by, notes, key
-- columns: none
UPDATE article
SET id = :id, hash = :hash, title = :title, text = :text, lang = :lang, url = :url, publisher = :publisher,
    published = :published, retrieved = :retrieved, made_by = :made_by, notes = :notes
WHERE key = :key
