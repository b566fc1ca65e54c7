-- purpose: forget the article entity rows of an article
-- parameters: article
-- columns: none
DELETE FROM article_entity WHERE article = :article
