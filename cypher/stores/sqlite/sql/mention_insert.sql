-- purpose: a place where an entity is named
-- parameters: article, entity, place, start, end, text
-- columns: none
INSERT INTO mention (article, entity, place, start, "end", text)
VALUES (:article, :entity, :place, :start, :end, :text)
