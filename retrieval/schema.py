"""The archive's tables, and the steps that bring an older file up to them."""

import sqlite3

from retrieval import asking_tables, shingles
from retrieval.progress import OnProgress

VERSION = 5

TABLES = """
CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS articles (
    id           TEXT PRIMARY KEY,
    library      TEXT NOT NULL,
    address      TEXT,
    revision     INTEGER NOT NULL,
    first_seen   TEXT NOT NULL,
    duplicate_of TEXT REFERENCES articles (id),
    story        TEXT NOT NULL DEFAULT '',  -- the id of the first article that tells it
    withdrawn    TEXT,
    outlet       TEXT,                      -- of the current revision, as is published
    published    TEXT
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS articles_address ON articles (library, address)
    WHERE address IS NOT NULL;
CREATE INDEX IF NOT EXISTS articles_original ON articles (duplicate_of)
    WHERE duplicate_of IS NOT NULL;
CREATE INDEX IF NOT EXISTS articles_first_seen ON articles (first_seen);
CREATE INDEX IF NOT EXISTS articles_story ON articles (story) WHERE story != id;
CREATE INDEX IF NOT EXISTS articles_arrived ON articles (library, first_seen);
CREATE INDEX IF NOT EXISTS articles_outlet ON articles (library, outlet, published)
    WHERE withdrawn IS NULL;
CREATE INDEX IF NOT EXISTS articles_published ON articles (library, published)
    WHERE withdrawn IS NULL;

-- How many articles of each outlet stand in a library ('' for unknown ones), so that no question
-- has to count them; kept by the triggers alone.
CREATE TABLE IF NOT EXISTS tallies (
    library TEXT NOT NULL, outlet TEXT NOT NULL, articles INTEGER NOT NULL,
    PRIMARY KEY (library, outlet)
) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS articles_added AFTER INSERT ON articles
    WHEN new.withdrawn IS NULL BEGIN {plus}; END;
CREATE TRIGGER IF NOT EXISTS articles_removed AFTER DELETE ON articles
    WHEN old.withdrawn IS NULL BEGIN {minus}; END;
CREATE TRIGGER IF NOT EXISTS articles_left AFTER UPDATE OF outlet, withdrawn ON articles
    WHEN old.withdrawn IS NULL BEGIN {minus}; END;
CREATE TRIGGER IF NOT EXISTS articles_came AFTER UPDATE OF outlet, withdrawn ON articles
    WHEN new.withdrawn IS NULL BEGIN {plus}; END;

CREATE TABLE IF NOT EXISTS revisions (
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
    extent     TEXT NOT NULL DEFAULT 'full',
    paywalled  INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (article_id, revision)
);
CREATE INDEX IF NOT EXISTS revisions_text ON revisions (text_hash);
CREATE INDEX IF NOT EXISTS revisions_published ON revisions (published);

-- Other addresses an article was found at.
CREATE TABLE IF NOT EXISTS aliases (
    library TEXT NOT NULL, address TEXT NOT NULL,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (library, address)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS aliases_article ON aliases (article_id);

-- Addresses of articles that a person removed, so that no feed brings them back.
CREATE TABLE IF NOT EXISTS removals (
    library TEXT NOT NULL, address TEXT NOT NULL, removed_at TEXT NOT NULL, title TEXT NOT NULL,
    article_id TEXT NOT NULL,
    PRIMARY KEY (library, address)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS removals_article ON removals (article_id);

-- What a page's server said of the version read last, to ask only for a newer one.
CREATE TABLE IF NOT EXISTS validators (
    library TEXT NOT NULL, url TEXT NOT NULL, etag TEXT, modified TEXT, checked_at TEXT NOT NULL,
    PRIMARY KEY (library, url)
) WITHOUT ROWID;

-- A sample of each text's runs of words; `article` is its id, read as a number.
CREATE TABLE IF NOT EXISTS shingles (
    hash INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (hash, article)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS feeds (
    id TEXT PRIMARY KEY, library TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL,
    added_at TEXT NOT NULL, etag TEXT, modified TEXT, interval REAL NOT NULL,
    next_check TEXT NOT NULL, failures INTEGER NOT NULL, last_error TEXT, last_ok TEXT,
    last_new TEXT, state TEXT NOT NULL,
    UNIQUE (library, url)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS feeds_due ON feeds (next_check);
CREATE TABLE IF NOT EXISTS entries (
    feed TEXT NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    key TEXT NOT NULL, stamp TEXT NOT NULL,
    PRIMARY KEY (feed, key)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS passages (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    article_id TEXT NOT NULL REFERENCES articles (id),
    library    TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    start      INTEGER NOT NULL,
    end        INTEGER NOT NULL,
    -- 0 without a vector, and not found yet; 2 with one, and found by words; 1 in Chroma too, and
    -- -1 the words of an earlier revision, found only when what was known then is asked
    ready      INTEGER NOT NULL DEFAULT 0,
    published  TEXT,                    -- as its article's, to be within reach of a search
    since      TEXT NOT NULL DEFAULT '', -- when these words were first seen in the article
    gone       TEXT                     -- when they were first missed, once they are
);
CREATE INDEX IF NOT EXISTS passages_article ON passages (article_id);
CREATE INDEX IF NOT EXISTS passages_library ON passages (library, published) WHERE ready > 0;
CREATE INDEX IF NOT EXISTS passages_gone ON passages (library, gone) WHERE ready < 0;
CREATE INDEX IF NOT EXISTS passages_without_vector ON passages (number) WHERE ready = 0;
CREATE INDEX IF NOT EXISTS passages_unsettled ON passages (number) WHERE ready = 2;

CREATE TABLE IF NOT EXISTS vectors (
    number INTEGER PRIMARY KEY REFERENCES passages (number) ON DELETE CASCADE,
    vector BLOB NOT NULL
);

-- Vectors that Chroma still holds of passages that are gone; emptied as Chroma forgets them.
CREATE TABLE IF NOT EXISTS forgotten (
    id TEXT NOT NULL, library TEXT NOT NULL, PRIMARY KEY (id, library)
) WITHOUT ROWID;

-- What the full-text index reads: the text stands once, in revisions.
CREATE VIEW IF NOT EXISTS passage_words AS
    SELECT p.number AS number, r.title AS title, coalesce(r.outlet, '') AS outlet,
           newsdate(r.published) AS date, substr(r.text, p.start + 1, p.end - p.start) AS text
    FROM passages p JOIN revisions r ON r.article_id = p.article_id AND r.revision = p.revision;
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
    title, outlet, date, text, content = 'passage_words', content_rowid = 'number',
    tokenize = "porter unicode61 remove_diacritics 2"
);
"""

_PLUS = (
    "INSERT INTO tallies VALUES (new.library, coalesce(new.outlet, ''), 1) "
    "ON CONFLICT DO UPDATE SET articles = articles + 1"
)
_MINUS = (
    "UPDATE tallies SET articles = articles - 1 "
    "WHERE library = old.library AND outlet = coalesce(old.outlet, '')"
)

_FROM_1 = """
ALTER TABLE articles ADD COLUMN story TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN withdrawn TEXT;
UPDATE articles SET story = coalesce(duplicate_of, id);
ALTER TABLE revisions ADD COLUMN extent TEXT NOT NULL DEFAULT 'full';
ALTER TABLE revisions ADD COLUMN paywalled INTEGER NOT NULL DEFAULT 0;
UPDATE passages SET ready = 2 WHERE ready = 0;
DROP INDEX IF EXISTS passages_pending;
"""

_FROM_2 = """
ALTER TABLE articles ADD COLUMN outlet TEXT;
ALTER TABLE articles ADD COLUMN published TEXT;
UPDATE articles SET (outlet, published) = (SELECT r.outlet, r.published FROM revisions r
    WHERE r.article_id = articles.id AND r.revision = articles.revision);
ALTER TABLE passages ADD COLUMN published TEXT;
ALTER TABLE passages ADD COLUMN since TEXT NOT NULL DEFAULT '';
ALTER TABLE passages ADD COLUMN gone TEXT;
UPDATE passages SET published = (SELECT a.published FROM articles a WHERE a.id = article_id),
    since = (SELECT min(r.seen_at) FROM revisions now JOIN revisions r USING (article_id)
        WHERE now.article_id = passages.article_id AND now.revision = passages.revision
        AND instr(r.text, substr(now.text, passages.start + 1, passages.end - passages.start)));
DROP INDEX IF EXISTS passages_library;
"""

_FROM_3 = "ALTER TABLE answers ADD COLUMN person TEXT;\n"

_TALLY = """
INSERT INTO tallies SELECT library, coalesce(outlet, ''), count(*) FROM articles
    WHERE withdrawn IS NULL GROUP BY 1, 2
"""


def bring_up(write: sqlite3.Connection, on_progress: OnProgress) -> None:
    """Make the tables, or bring those of an older version up; inside the caller's transaction."""
    version = write.execute("PRAGMA user_version").fetchone()[0]
    if version == 1:
        _run(write, _FROM_1)
    if version in {1, 2}:
        held = write.execute("SELECT count(*) FROM articles").fetchone()[0]
        on_progress("Bringing the archive up to date", 0, held)
        _run(write, _FROM_2)
    if version in {1, 2, 3}:
        _run(write, _FROM_3)
    if version in {1, 2, 3, 4}:
        _run(write, asking_tables.FROM_4)
    _run(write, TABLES.replace("{plus}", _PLUS).replace("{minus}", _MINUS))
    _run(write, asking_tables.TABLES)
    if version in {1, 2, 3, 4}:
        _run(write, asking_tables.MOVED_FROM_4)
    if version in {1, 2}:
        _run(write, _TALLY)
    if version == 1:
        _add_shingles(write, on_progress)
    write.execute(f"PRAGMA user_version = {VERSION}")


def _run(write: sqlite3.Connection, script: str) -> None:
    """Run statements one by one: executescript would end the transaction."""
    for statement in script.split(";\n"):
        write.execute(statement)


def _add_shingles(write: sqlite3.Connection, on_progress: OnProgress) -> None:
    originals = write.execute(
        "SELECT id FROM articles WHERE duplicate_of IS NULL ORDER BY id"
    ).fetchall()
    for done, (id_,) in enumerate(originals, start=1):
        library, text = write.execute(
            "SELECT a.library, r.text FROM articles a JOIN revisions r "
            "ON r.article_id = a.id AND r.revision = a.revision WHERE a.id = ?",
            (id_,),
        ).fetchone()
        shingles.add(write, library, id_, text)
        if done % 100 == 0 or done == len(originals):
            on_progress("Bringing the archive up to date", done, len(originals))
