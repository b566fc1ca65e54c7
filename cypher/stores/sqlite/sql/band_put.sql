-- purpose: a hash under which near copies meet
-- parameters: band, article
-- columns: none
INSERT OR IGNORE INTO band (band, article) VALUES (:band, :article)
