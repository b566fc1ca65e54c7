-- purpose: entities whose names hold words, those of exactly this name first, then the most linked, after one of them
-- parameters: folded, words, id, exact, links, limit
-- columns: id, type, name, kind, aliases, links, exact
WITH hits AS (
    SELECT entity.id, entity.type, entity.name, entity.kind, entity.aliases, entity.links,
        max(name.folded = :folded) AS exact
    FROM name_words
    JOIN name ON name.key = name_words.rowid
    JOIN entity ON entity.id = name.entity
    WHERE name_words MATCH :words
    GROUP BY entity.id
)
SELECT id, type, name, kind, aliases, links, exact FROM hits
WHERE :id IS NULL OR (exact, links) < (:exact, :links) OR ((exact, links) = (:exact, :links) AND id > :id)
ORDER BY exact DESC, links DESC, id LIMIT :limit
