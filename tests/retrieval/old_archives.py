"""The tables of older archives, as those versions made them."""

VERSION_1 = """
CREATE TABLE notes (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE articles (
    id           TEXT PRIMARY KEY,
    library      TEXT NOT NULL,
    address      TEXT,
    revision     INTEGER NOT NULL,
    first_seen   TEXT NOT NULL,
    duplicate_of TEXT REFERENCES articles (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX articles_address ON articles (library, address)
    WHERE address IS NOT NULL;
CREATE INDEX articles_original ON articles (duplicate_of)
    WHERE duplicate_of IS NOT NULL;

CREATE TABLE revisions (
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    revision   INTEGER NOT NULL,
    seen_at    TEXT NOT NULL,
    title      TEXT NOT NULL,
    text       TEXT NOT NULL,
    text_hash  TEXT NOT NULL,
    url        TEXT,
    outlet     TEXT,
    authors    TEXT NOT NULL,
    published  TEXT,
    precision  TEXT NOT NULL,
    guessed    INTEGER NOT NULL,
    updated    TEXT,
    section    TEXT,
    language   TEXT,
    PRIMARY KEY (article_id, revision)
);
CREATE INDEX revisions_text ON revisions (text_hash);
CREATE INDEX revisions_published ON revisions (published);

CREATE TABLE passages (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    article_id TEXT NOT NULL REFERENCES articles (id),
    library    TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    start      INTEGER NOT NULL,
    end        INTEGER NOT NULL,
    ready      INTEGER NOT NULL DEFAULT 0  -- 0 pending, 1 in both stores, 2 in words alone
);
CREATE INDEX passages_article ON passages (article_id);
CREATE INDEX passages_library ON passages (library);
CREATE INDEX passages_pending ON passages (ready) WHERE ready != 1;

CREATE TABLE vectors (
    number INTEGER PRIMARY KEY REFERENCES passages (number) ON DELETE CASCADE,
    vector BLOB NOT NULL
);

-- Vectors that Chroma still holds of passages that are gone; emptied as Chroma forgets them.
CREATE TABLE forgotten (
    id TEXT NOT NULL, library TEXT NOT NULL, PRIMARY KEY (id, library)
) WITHOUT ROWID;

-- What the full-text index reads: the text stands once, in revisions.
CREATE VIEW passage_words AS
    SELECT p.number AS number, r.title AS title, coalesce(r.outlet, '') AS outlet,
           newsdate(r.published) AS date, substr(r.text, p.start + 1, p.end - p.start) AS text
    FROM passages p JOIN revisions r ON r.article_id = p.article_id AND r.revision = p.revision;
CREATE VIRTUAL TABLE words USING fts5 (
    title, outlet, date, text, content = 'passage_words', content_rowid = 'number',
    tokenize = "porter unicode61 remove_diacritics 2"
);

CREATE TABLE answers (
    id           INTEGER PRIMARY KEY,
    library      TEXT NOT NULL,
    conversation TEXT NOT NULL,
    message      INTEGER,
    asked_at     TEXT NOT NULL,
    answer       TEXT NOT NULL
);
CREATE INDEX answers_conversation ON answers (library, conversation);
CREATE INDEX answers_message ON answers (message) WHERE message IS NOT NULL;
"""

VERSION_2 = """
ALTER TABLE articles ADD COLUMN story TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN withdrawn TEXT;
CREATE INDEX articles_first_seen ON articles (first_seen);
CREATE INDEX articles_story ON articles (story) WHERE story != id;

ALTER TABLE revisions ADD COLUMN extent TEXT NOT NULL DEFAULT 'full';
ALTER TABLE revisions ADD COLUMN paywalled INTEGER NOT NULL DEFAULT 0;

CREATE TABLE aliases (
    library TEXT NOT NULL, address TEXT NOT NULL,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (library, address)
) WITHOUT ROWID;
CREATE INDEX aliases_article ON aliases (article_id);

CREATE TABLE removals (
    library TEXT NOT NULL, address TEXT NOT NULL, removed_at TEXT NOT NULL, title TEXT NOT NULL,
    article_id TEXT NOT NULL,
    PRIMARY KEY (library, address)
) WITHOUT ROWID;
CREATE INDEX removals_article ON removals (article_id);

CREATE TABLE validators (
    library TEXT NOT NULL, url TEXT NOT NULL, etag TEXT, modified TEXT, checked_at TEXT NOT NULL,
    PRIMARY KEY (library, url)
) WITHOUT ROWID;

CREATE TABLE shingles (
    hash INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (hash, article)
) WITHOUT ROWID;

CREATE TABLE feeds (
    id TEXT PRIMARY KEY, library TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL,
    added_at TEXT NOT NULL, etag TEXT, modified TEXT, interval REAL NOT NULL,
    next_check TEXT NOT NULL, failures INTEGER NOT NULL, last_error TEXT, last_ok TEXT,
    last_new TEXT, state TEXT NOT NULL,
    UNIQUE (library, url)
) WITHOUT ROWID;
CREATE INDEX feeds_due ON feeds (next_check);
CREATE TABLE entries (
    feed TEXT NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    key TEXT NOT NULL, stamp TEXT NOT NULL,
    PRIMARY KEY (feed, key)
) WITHOUT ROWID;

DROP INDEX passages_pending;
CREATE INDEX passages_without_vector ON passages (number) WHERE ready = 0;
CREATE INDEX passages_unsettled ON passages (number) WHERE ready = 2;
"""
"""What the second version added to the first."""

TO_VERSION_3 = """
DROP TABLE spending;
DROP TABLE reservations;
DROP INDEX answers_asked_at;
DROP INDEX answers_person;
ALTER TABLE answers DROP COLUMN person;
"""
"""What makes the fourth version's tables the third's."""

TO_VERSION_4 = """
DROP TABLE cited;
DROP TABLE votes;
DROP TABLE questions;
DROP TABLE mentions;
DROP TABLE told;
DROP TABLE follows;
DROP TABLE answers;
CREATE TABLE answers (
    id           INTEGER PRIMARY KEY,
    library      TEXT NOT NULL,
    conversation TEXT NOT NULL,
    message      INTEGER,
    asked_at     TEXT NOT NULL,
    answer       TEXT NOT NULL,
    person       TEXT
);
CREATE INDEX answers_conversation ON answers (library, conversation);
CREATE INDEX answers_message ON answers (message) WHERE message IS NOT NULL;
CREATE INDEX answers_asked_at ON answers (asked_at);
CREATE INDEX answers_person ON answers (person) WHERE person IS NOT NULL;
"""
"""What makes the fifth version's tables the fourth's."""
