"""An archive that an older newsdesk wrote is brought up to date, all of it or nothing."""

import hashlib
import sqlite3
import subprocess
import sys

import pytest

from retrieval import schema
from retrieval.archive import Archive
from retrieval.articles import article_id, text_hash
from retrieval.database import Database, spelled_date
from retrieval.news import SHARED
from tests.retrieval.drafts import Dice, Refusing, by_vector, by_words, draft, passage_ids, put

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

FERRY = draft("The ferry ran aground off Skerry. " + " ".join(f"w{n}" for n in range(400)))
COPY = draft(FERRY.text, slug="copy", outlet="Vale Herald")

OPEN = """
import os, sys
from pathlib import Path
from retrieval.database import Database
Database(Path(sys.argv[1]), lambda *_: os._exit(9))
"""


@pytest.fixture
def old(tmp_path):
    """The data folder of an older newsdesk: two articles, and a copy of the first."""
    write = sqlite3.connect(tmp_path / "archive.db")
    write.create_function("newsdate", 1, spelled_date, deterministic=True)
    write.executescript(f"PRAGMA journal_mode = WAL; {VERSION_1} PRAGMA user_version = 1;")
    original = _stored(write, FERRY, None)
    _stored(write, COPY, original)
    _stored(write, draft("It rained.", slug="rain"), None)
    write.execute("UPDATE passages SET ready = 0 WHERE number = 2")
    write.execute(
        "INSERT INTO words (rowid, title, outlet, date, text) "
        "SELECT number, title, outlet, date, text FROM passage_words"
    )
    write.commit()
    write.close()
    return tmp_path


def _stored(write, made, duplicate_of):
    id_ = article_id(SHARED, made)
    seen = "2026-03-01T09:00:00+00:00"
    write.execute(
        "INSERT INTO articles VALUES (?, ?, ?, 1, ?, ?)",
        (id_, SHARED, made.address, seen, duplicate_of),
    )
    write.execute(
        "INSERT INTO revisions VALUES (?, 1, ?, ?, ?, ?, NULL, ?, '[]', NULL, 'time', 0, NULL, "
        "NULL, NULL)",
        (id_, seen, made.title, made.text, text_hash(made.text), made.outlet),
    )
    if duplicate_of is None:
        words = f"{made.title}\n{made.text}"
        digest = hashlib.sha256(words.encode()).hexdigest()[:16]
        number = write.execute(
            "INSERT INTO passages (id, article_id, library, revision, start, end, ready) "
            "VALUES (?, ?, ?, 1, 0, ?, 1)",
            (f"{id_}.{digest}.1", id_, SHARED, len(made.text)),
        ).lastrowid
        vector = Dice().embed([words])[0].tobytes()
        write.execute("INSERT INTO vectors VALUES (?, ?)", (number, vector))
    return id_


def opened(folder, embedder, **more):
    return Archive.open(folder, embedder, holder="a test", **more)


def version(folder):
    reader = sqlite3.connect(folder / "archive.db")
    found = reader.execute("PRAGMA user_version").fetchone()[0]
    columns = [row[1] for row in reader.execute("PRAGMA table_info(articles)")]
    reader.close()
    return found, "story" in columns


def test_nothing_is_lost(old):
    """Every article is there, whole, found by words and by vector, without embedding again."""
    with opened(old, Refusing()) as archive:
        assert {a.address for a in archive.articles([SHARED])} == {
            FERRY.address,
            COPY.address,
            "https://news.test/rain",
        }
        ferry = archive.at_address(SHARED, FERRY.address)
        assert (ferry.text, ferry.extent, ferry.paywalled) == (FERRY.text, "full", False)
        assert ferry.withdrawn is None
        assert by_words(archive, "skerry") == passage_ids(archive, ferry)
        assert len(by_words(archive, "rained")) == 1
        archive.embedder = Dice()
        assert by_vector(archive, f"{FERRY.title}\n{FERRY.text}", count=1) == passage_ids(
            archive, ferry
        )
    assert version(old) == (schema.VERSION, True)


def test_stories_are_found_among_what_was_there(old):
    """Old articles are near new ones, and a copy tells its original's story."""
    with opened(old, Dice()) as archive:
        ferry = archive.at_address(SHARED, FERRY.address)
        [(near, share)] = archive.stories.near(SHARED, f"{FERRY.text} Late news.")
        assert (near, round(share, 1)) == (ferry, 1.0)
        copy = archive.at_address(SHARED, COPY.address)
        assert archive.stories.of(ferry.story, [SHARED]) in ([ferry, copy], [copy, ferry])
        rain = archive.at_address(SHARED, "https://news.test/rain")
        assert rain.story == rain.id


def test_what_is_put_after_is_as_in_a_new_archive(old):
    """Revisions, removals and new articles work on what was brought up."""
    with opened(old, Dice()) as archive:
        revised = put(archive, draft("The ferry is afloat.", slug="notes"))
        assert revised.revision == 2
        assert by_words(archive, "skerry") == passage_ids(
            archive, archive.at_address(SHARED, COPY.address)
        )
        assert archive.remove(revised.id, [SHARED])


def test_old_and_new_files_have_the_same_tables(old, tmp_path):
    """A file brought up has every table, column and index of a new one."""

    def shape(file):
        database = Database(file)
        names = [r["name"] for r in database.read("SELECT name FROM sqlite_master ORDER BY name")]
        columns = {
            name: [tuple(row)[1:4] for row in database.read(f"PRAGMA table_info({name})")]
            for name in names
        }
        database.close()
        return columns

    assert shape(old / "archive.db") == shape(tmp_path / "new.db")


def test_progress_is_told(old):
    """A large archive takes a while, which a person should see."""
    told: list[tuple[str, int, int]] = []
    with opened(old, Refusing(), on_progress=lambda *step: told.append(step)):
        assert told[0] == ("Bringing the archive up to date", 2, 2)


def test_a_failure_leaves_the_old_version(old):
    """What is not brought up whole is not brought up at all, and can be later."""

    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        opened(old, Refusing(), on_progress=stop)
    assert version(old) == (1, False)
    opened(old, Refusing()).close()
    assert version(old) == (schema.VERSION, True)


@pytest.mark.process
def test_a_killed_process_leaves_the_old_version(old):
    """So does one that dies in the middle."""
    command = [sys.executable, "-c", OPEN, old / "archive.db"]
    assert subprocess.run(command, check=False).returncode == 9
    assert version(old) == (1, False)
    opened(old, Refusing()).close()
