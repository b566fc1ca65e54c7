// The record: texts with the ids under which they came, who is named in them, what is said, and what people judged.
// Uniqueness is all that Community can enforce; the rest is held by the one writer at a time (the node Entente is the lock).

CREATE CONSTRAINT entente_lock IF NOT EXISTS FOR (n:Entente) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT entente_migration IF NOT EXISTS FOR (n:Migration) REQUIRE n.number IS UNIQUE;
CREATE CONSTRAINT entente_article_hash IF NOT EXISTS FOR (n:Article) REQUIRE n.hash IS UNIQUE;
CREATE INDEX entente_article_id IF NOT EXISTS FOR (n:Article) ON (n.id);
CREATE INDEX entente_article_day IF NOT EXISTS FOR (n:Article) ON (n.day);
CREATE CONSTRAINT entente_copy_id IF NOT EXISTS FOR (n:Copy) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT entente_band IF NOT EXISTS FOR (n:Band) REQUIRE n.band IS UNIQUE;
CREATE CONSTRAINT entente_claim_id IF NOT EXISTS FOR (n:Claim) REQUIRE n.id IS UNIQUE;
CREATE INDEX entente_claim_link IF NOT EXISTS FOR (n:Claim) ON (n.link);
CREATE CONSTRAINT entente_actor_id IF NOT EXISTS FOR (n:Actor) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT entente_entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
CREATE INDEX entente_name_text IF NOT EXISTS FOR (n:Name) ON (n.text);
CREATE INDEX entente_name_folded IF NOT EXISTS FOR (n:Name) ON (n.folded);
CREATE CONSTRAINT entente_judgement_id IF NOT EXISTS FOR (n:Judgement) REQUIRE n.id IS UNIQUE;
CREATE INDEX entente_judgement_state IF NOT EXISTS FOR (n:Judgement) ON (n.state);
CREATE FULLTEXT INDEX entente_names IF NOT EXISTS FOR (n:Name) ON EACH [n.words]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding', `fulltext.eventually_consistent`: false}};
CREATE CONSTRAINT entente_link_RELATION IF NOT EXISTS FOR ()-[r:RELATION]-() REQUIRE r.id IS UNIQUE;
