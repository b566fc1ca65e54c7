// purpose: who is named in articles, with the id the resolver gave and that after judgements
// parameters: hashes
// columns: hash, id, type, name, kind, aliases, starts, ends, texts, base, member
UNWIND $hashes AS hash
MATCH (article:Article {hash: hash})-[named:MENTIONS]->(actor:Actor)
OPTIONAL MATCH (actor)-[:SAME_AS]->(entity:Actor)
RETURN article.hash AS hash, named.id AS id, named.type AS type, named.name AS name, named.kind AS kind,
  named.aliases AS aliases, named.starts AS starts, named.ends AS ends, named.texts AS texts, actor.id AS base,
  coalesce(entity.id, actor.id) AS member
ORDER BY hash, named.place
