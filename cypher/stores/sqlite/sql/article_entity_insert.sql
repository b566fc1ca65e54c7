-- purpose: an entity of an article
-- parameters: article, place, id, type, name, kind, aliases, base
-- columns: none
INSERT INTO article_entity (article, place, id, type, name, kind, aliases, base)
VALUES (:article, :place, :id, :type, :name, :kind, :aliases, :base)
