-- What is read (articles, copies, mentions, claims), what is judged, and what follows from both.
-- Derived tables: form, nature, member, entity, name, link, gone. They can always be made again from the others.

CREATE TABLE migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied TEXT NOT NULL
);

CREATE TABLE article (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    lang TEXT NOT NULL,
    url TEXT NOT NULL,
    publisher TEXT,
    published TEXT,
    retrieved TEXT,
    made_by TEXT NOT NULL,
    notes TEXT NOT NULL,
    origin TEXT NOT NULL
);
CREATE INDEX article_published ON article (published DESC, id);
CREATE INDEX article_origin ON article (origin);

-- Every id under which a text came, the article's own included.
CREATE TABLE copy (
    id TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (key),
    url TEXT NOT NULL,
    publisher TEXT,
    published TEXT,
    retrieved TEXT
) WITHOUT ROWID;
CREATE INDEX copy_article ON copy (article);

-- Near copies: `of` is the id that `copy` was compared with when it came. It holds both ways; `of` may come later.
CREATE TABLE near (
    copy TEXT NOT NULL,
    "of" TEXT NOT NULL,
    PRIMARY KEY (copy, "of")
) WITHOUT ROWID;
CREATE INDEX near_of ON near ("of");

CREATE TABLE band (
    band INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (key),
    PRIMARY KEY (band, article)
) WITHOUT ROWID;
CREATE INDEX band_article ON band (article);

CREATE TABLE article_entity (
    article INTEGER NOT NULL REFERENCES article (key),
    place INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT,
    aliases TEXT NOT NULL,
    base TEXT NOT NULL,
    PRIMARY KEY (article, place),
    UNIQUE (article, id)
) WITHOUT ROWID;
CREATE INDEX article_entity_base ON article_entity (base);

CREATE TABLE mention (
    article INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    place INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (article, entity, place),
    FOREIGN KEY (article, entity) REFERENCES article_entity (article, place)
) WITHOUT ROWID;

CREATE TABLE claim (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article (key),
    place INTEGER NOT NULL,
    relation TEXT NOT NULL,
    subject TEXT NOT NULL,
    object TEXT NOT NULL,
    subject_base TEXT NOT NULL,
    object_base TEXT NOT NULL,
    status TEXT NOT NULL,
    modality TEXT NOT NULL,
    event TEXT,
    title TEXT,
    role TEXT,
    amount_value REAL,
    amount_currency TEXT,
    stake_percent REAL,
    date TEXT,
    attributed_to TEXT,
    scope TEXT NOT NULL,
    quote TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    confidence REAL NOT NULL,
    link TEXT
);
CREATE INDEX claim_article ON claim (article);
CREATE INDEX claim_subject ON claim (subject_base);
CREATE INDEX claim_object ON claim (object_base);
CREATE INDEX claim_link ON claim (link);

-- `state`: 0 stands, 1 undone, 2 replaced by another on the same pair (for good).
CREATE TABLE judgement (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    "left" TEXT NOT NULL,
    "right" TEXT NOT NULL,
    verdict TEXT NOT NULL,
    who TEXT NOT NULL,
    made TEXT NOT NULL,
    why TEXT NOT NULL,
    state INTEGER NOT NULL
);

CREATE INDEX judgement_left ON judgement ("left");
CREATE INDEX judgement_right ON judgement ("right");

-- How often a name is used for an entity as the resolver named it: articles in which it is the fullest, or used at all.
CREATE TABLE form (
    base TEXT NOT NULL,
    name TEXT NOT NULL,
    fullest INTEGER NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (base, name)
) WITHOUT ROWID;

CREATE TABLE nature (
    base TEXT NOT NULL,
    type TEXT NOT NULL,
    kind TEXT NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (base, type, kind)
) WITHOUT ROWID;

-- Into which entity the judgements put an id.
CREATE TABLE member (
    base TEXT PRIMARY KEY,
    entity TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX member_entity ON member (entity);

CREATE TABLE entity (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT,
    aliases TEXT NOT NULL,
    links INTEGER NOT NULL,
    revision INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX entity_revision ON entity (revision);

CREATE TABLE name (
    key INTEGER PRIMARY KEY,
    entity TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    UNIQUE (entity, name)
);
CREATE INDEX name_name ON name (name);
CREATE INDEX name_folded ON name (folded);

CREATE VIRTUAL TABLE name_words USING fts5 (
    name, content = 'name', content_rowid = 'key', prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER name_in AFTER INSERT ON name BEGIN
    INSERT INTO name_words (rowid, name) VALUES (new.key, new.name);
END;
CREATE TRIGGER name_out AFTER DELETE ON name BEGIN
    INSERT INTO name_words (name_words, rowid, name) VALUES ('delete', old.key, old.name);
END;

-- Ends of a symmetric relation are in code-point order of id here; they are shown in the order of their names.
CREATE TABLE link (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    relation TEXT NOT NULL,
    object TEXT NOT NULL,
    status TEXT NOT NULL,
    modality TEXT NOT NULL,
    contested INTEGER NOT NULL,
    since_lo TEXT,
    since_hi TEXT,
    until_lo TEXT,
    until_hi TEXT,
    confidence REAL NOT NULL,
    origins INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    newest TEXT,
    revision INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX link_subject ON link (subject);
CREATE INDEX link_object ON link (object);
CREATE INDEX link_revision ON link (revision);

-- Ids of links and entities that are no more, so that a projection held in memory can follow.
CREATE TABLE gone (
    id TEXT PRIMARY KEY,
    revision INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX gone_revision ON gone (revision);

-- One row: how many writes there have been.
CREATE TABLE state (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    revision INTEGER NOT NULL
);
INSERT INTO state (only, revision) VALUES (1, 0);
