// purpose: names of entities: as written, folded, and as plain words
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (entity:Entity {id: row.entity})
CREATE (entity)-[:KNOWN_AS]->(:Name {text: row.name, folded: row.folded, words: row.words})
