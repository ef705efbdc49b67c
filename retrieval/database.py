"""SQLite, the truth of the archive: its schema and how it is opened."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock

from retrieval.errors import ArchiveUnreadable

SCHEMA = 1

_TABLES = """
CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS articles (
    id           TEXT PRIMARY KEY,
    library      TEXT NOT NULL,
    address      TEXT,
    revision     INTEGER NOT NULL,
    first_seen   TEXT NOT NULL,
    duplicate_of TEXT REFERENCES articles (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS articles_address ON articles (library, address)
    WHERE address IS NOT NULL;
CREATE INDEX IF NOT EXISTS articles_original ON articles (duplicate_of)
    WHERE duplicate_of IS NOT NULL;

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
    PRIMARY KEY (article_id, revision)
);
CREATE INDEX IF NOT EXISTS revisions_text ON revisions (text_hash);
CREATE INDEX IF NOT EXISTS revisions_published ON revisions (published);

CREATE TABLE IF NOT EXISTS passages (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    article_id TEXT NOT NULL REFERENCES articles (id),
    library    TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    start      INTEGER NOT NULL,
    end        INTEGER NOT NULL,
    ready      INTEGER NOT NULL DEFAULT 0  -- 0 pending, 1 in both stores, 2 in words alone
);
CREATE INDEX IF NOT EXISTS passages_article ON passages (article_id);
CREATE INDEX IF NOT EXISTS passages_library ON passages (library);
CREATE INDEX IF NOT EXISTS passages_pending ON passages (ready) WHERE ready != 1;

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

CREATE TABLE IF NOT EXISTS answers (
    id           INTEGER PRIMARY KEY,
    library      TEXT NOT NULL,
    conversation TEXT NOT NULL,
    message      INTEGER,
    asked_at     TEXT NOT NULL,
    answer       TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS answers_conversation ON answers (library, conversation);
CREATE INDEX IF NOT EXISTS answers_message ON answers (message) WHERE message IS NOT NULL;
"""


class Database:
    """One SQLite connection in WAL mode, shared by threads that take turns."""

    def __init__(self, file: Path) -> None:
        self._lock = RLock()
        try:
            self._connection = sqlite3.connect(
                file, check_same_thread=False, isolation_level=None, timeout=30
            )
            self._prepare()
        except sqlite3.DatabaseError as error:
            raise ArchiveUnreadable(
                f"The archive {file} cannot be opened ({error}); check that the disk has room and "
                "that you may write there, or restore it from a backup."
            ) from error

    def _prepare(self) -> None:
        self._connection.row_factory = sqlite3.Row
        self._connection.create_function("newsdate", 1, spelled_date, deterministic=True)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA:
            raise ArchiveUnreadable(
                "This archive was written by a newer newsdesk; install that version to open it."
            )
        self._connection.executescript(_TABLES)
        self._connection.execute(f"PRAGMA user_version = {SCHEMA}")

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it on success, none of it on an exception."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.execute("COMMIT")
            except sqlite3.OperationalError as error:
                raise ArchiveUnreadable(
                    f"The archive cannot be written ({error}): free some room on its disk, or stop "
                    "what else is writing to it, then try again."
                ) from error
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def read(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """The rows of one query."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def one(self, sql: str, *values: object) -> sqlite3.Row | None:
        """The first row of one query, or None."""
        rows = self.read(sql, *values)
        return rows[0] if rows else None

    def note(self, key: str) -> str | None:
        """A small thing remembered between runs."""
        row = self.one("SELECT value FROM notes WHERE key = ?", key)
        return row["value"] if row else None

    def set_note(self, key: str, value: str) -> None:
        """Remember a small thing between runs."""
        with self.write() as write:
            write.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (key, value))

    def close(self) -> None:
        """Close the connection; SQLite folds its write-ahead log back in."""
        with self._lock:
            self._connection.close()


def spelled_date(published: str | None) -> str:
    """A stored time as the words a question might use: "2026-05-03 3 May 2026"."""
    if not published:
        return ""
    day = datetime.fromisoformat(published)
    return f"{day:%Y-%m-%d} {day.day} {day:%B %Y %A}"
