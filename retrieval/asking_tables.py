"""The archive's tables of questions, answers, votes and what is followed."""

TABLES = """
CREATE TABLE IF NOT EXISTS answers (
    id           INTEGER PRIMARY KEY AUTOINCREMENT, -- no older button may mean a newer one by it
    library      TEXT NOT NULL,
    conversation TEXT NOT NULL,
    message      INTEGER,
    asked_at     TEXT NOT NULL,
    answer       TEXT NOT NULL,
    person       TEXT,                      -- who asked, where the place knows people apart
    channel      INTEGER,                   -- where the message stands, if others see it
    language     TEXT NOT NULL DEFAULT 'en',
    titled       INTEGER NOT NULL DEFAULT 0, -- whether the message shows the question too
    shared       INTEGER NOT NULL DEFAULT 0 -- whether its asker showed it to all
);
CREATE INDEX IF NOT EXISTS answers_conversation ON answers (library, conversation);
CREATE INDEX IF NOT EXISTS answers_message ON answers (message) WHERE message IS NOT NULL;
CREATE INDEX IF NOT EXISTS answers_asked_at ON answers (asked_at);
CREATE INDEX IF NOT EXISTS answers_person ON answers (person) WHERE person IS NOT NULL;

-- What a chat model took for answers, by day (UTC); `person` is '' where nobody is named, or no
-- longer, and `cost` is in US dollars, NULL when unknown.
CREATE TABLE IF NOT EXISTS spending (
    day TEXT NOT NULL, library TEXT NOT NULL, person TEXT NOT NULL, model TEXT NOT NULL,
    calls INTEGER NOT NULL, tokens_in INTEGER NOT NULL, tokens_out INTEGER NOT NULL, cost REAL,
    PRIMARY KEY (day, library, person, model)
) WITHOUT ROWID;

-- Tokens put by for answers that are being written; what a crash left is of an earlier day.
CREATE TABLE IF NOT EXISTS reservations (
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL, library TEXT NOT NULL, person TEXT NOT NULL, tokens INTEGER NOT NULL
);

-- The articles that a posted answer rests on, each at the revision that stood when it was given, to
-- mark the answer when one is changed or goes; `seen` is the one last looked at, -1 once it went.
CREATE TABLE IF NOT EXISTS cited (
    answer INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    article_id TEXT NOT NULL, revision INTEGER NOT NULL, seen INTEGER NOT NULL,
    PRIMARY KEY (answer, article_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cited_article ON cited (article_id);

-- That something was asked, how it ended and how long it took: neither by whom nor in what words.
CREATE TABLE IF NOT EXISTS questions (
    id INTEGER PRIMARY KEY, library TEXT NOT NULL, asked_at TEXT NOT NULL, status TEXT NOT NULL,
    mode TEXT NOT NULL, ms REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS questions_asked_at ON questions (library, asked_at);

-- What readers said of an answer; `reason` is why it did not help, in their words.
CREATE TABLE IF NOT EXISTS votes (
    answer INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    person TEXT NOT NULL, library TEXT NOT NULL, helpful INTEGER NOT NULL, reason TEXT,
    given_at TEXT NOT NULL,
    PRIMARY KEY (answer, person)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS votes_library ON votes (library, given_at);
CREATE INDEX IF NOT EXISTS votes_person ON votes (person);

-- Messages that asked something, so that none is answered twice; `reply` is ours to it, which
-- stands in `room`, and `tries` is how often an answer was begun.
CREATE TABLE IF NOT EXISTS mentions (
    message INTEGER PRIMARY KEY, channel INTEGER NOT NULL, taken_at TEXT NOT NULL,
    reply INTEGER, room INTEGER, tries INTEGER NOT NULL DEFAULT 1, done INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS mentions_taken_at ON mentions (taken_at);

-- What is posted by itself: news of a topic as it comes or once a day, or a digest once a day.
CREATE TABLE IF NOT EXISTS follows (
    id       INTEGER PRIMARY KEY AUTOINCREMENT, -- no older list may mean a newer one by it
    library  TEXT NOT NULL,
    kind     TEXT NOT NULL,             -- topic or digest
    topic    TEXT NOT NULL,             -- '' for a digest of everything
    channel  INTEGER NOT NULL,
    person   TEXT NOT NULL,             -- who set it up, '' once forgotten
    at       TEXT,                      -- "08:00" in the guild's zone; NULL is as it comes
    language TEXT NOT NULL DEFAULT 'en',
    added_at TEXT NOT NULL,
    seen     TEXT NOT NULL,             -- up to when articles first seen have been looked at
    posted   TEXT NOT NULL,             -- when it was last its turn, or when it was set up
    failures INTEGER NOT NULL DEFAULT 0,
    problem  TEXT NOT NULL DEFAULT '',  -- gone or forbidden, as Discord said of the channel
    retry    TEXT                       -- not before, after a failure
);
CREATE INDEX IF NOT EXISTS follows_library ON follows (library);
CREATE TABLE IF NOT EXISTS told (
    follow INTEGER NOT NULL REFERENCES follows (id) ON DELETE CASCADE,
    story TEXT NOT NULL, told_at TEXT NOT NULL,
    PRIMARY KEY (follow, story)
) WITHOUT ROWID;
"""

FROM_4 = """
ALTER TABLE answers RENAME TO answers_of_4;
DROP INDEX IF EXISTS answers_conversation;
DROP INDEX IF EXISTS answers_message;
DROP INDEX IF EXISTS answers_asked_at;
DROP INDEX IF EXISTS answers_person;
DROP INDEX IF EXISTS articles_outlet;
"""

MOVED_FROM_4 = """
INSERT INTO answers (id, library, conversation, message, asked_at, answer, person)
    SELECT id, library, conversation, message, asked_at, answer, person FROM answers_of_4;
DROP TABLE answers_of_4;
"""
"""What is left to do once the tables are there."""
