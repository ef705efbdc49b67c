"""An archive that an older newsdesk wrote is brought up to date, all of it or nothing."""

import hashlib
import sqlite3
import subprocess
import sys
from dataclasses import replace

import pytest

from retrieval import schema
from retrieval.answerer import answer
from retrieval.archive import Archive
from retrieval.articles import article_id, text_hash
from retrieval.database import Database, spelled_date
from retrieval.news import SHARED
from retrieval.passages import embeddables
from retrieval.scope import Scope
from retrieval.sentences import sentences
from tests.retrieval.drafts import (
    Dice,
    Refusing,
    by_vector,
    by_words,
    day,
    draft,
    passage_ids,
    put,
)
from tests.retrieval.old_archives import TO_VERSION_3, TO_VERSION_4, VERSION_1, VERSION_2

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
    reader.close()
    return found, "story" in columns(folder)


def columns(folder):
    reader = sqlite3.connect(folder / "archive.db")
    found = [row[1] for row in reader.execute("PRAGMA table_info(articles)")]
    reader.close()
    return found


def shape(file):
    database = Database(file)
    names = [r["name"] for r in database.read("SELECT name FROM sqlite_master ORDER BY name")]
    columns = {
        name: [tuple(row)[1:4] for row in database.read(f"PRAGMA table_info({name})")]
        for name in names
    }
    database.close()
    return columns


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


def test_answers_keep_their_numbers(old):
    """The buttons under them go on working, and none of them is given again."""
    write = sqlite3.connect(old / "archive.db")
    write.execute(
        "INSERT INTO answers VALUES (5, 'shared', 'c', 7, '2026-03-01T09:00:00+00:00', '{}')"
    )
    write.commit()
    write.close()
    with opened(old, Dice()) as archive:
        assert archive.transcript.conversation_of(7, SHARED) == "c"
        assert archive.transcript.forget("c", SHARED) == 1
        asked = answer(archive, "Who?", [SHARED])
        assert archive.transcript.remember(asked, library=SHARED, conversation="c") == 6


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
    assert shape(old / "archive.db") == shape(tmp_path / "new.db")


def test_progress_is_told(old):
    """A large archive takes a while, which a person should see."""
    told: list[tuple[str, int, int]] = []
    with opened(old, Refusing(), on_progress=lambda *step: told.append(step)):
        assert told[0] == ("Bringing the archive up to date", 0, 3)
        assert ("Bringing the archive up to date", 2, 2) in told


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


DYING = """
import os, sys
from pathlib import Path
from retrieval import schema
from retrieval.answerer import answer
from retrieval.database import Database
run = schema._run
def die(write, script):
    if script is schema._TALLY:
        os._exit(9)
    run(write, script)
schema._run = die
Database(Path(sys.argv[1]))
"""

LATE = draft("The ferry is late. Nine were hurt.", slug="ferry", published=day(1))
LATER = draft(
    "So far this. The ferry is late. Eleven were hurt.",
    slug="ferry",
    published=day(2),
    outlet="The Lantern",
)
OURS = "guild-1"


@pytest.fixture
def second(tmp_path):
    """The data folder of the second version: one article revised, one copied, one withdrawn."""
    write = sqlite3.connect(tmp_path / "archive.db")
    write.create_function("newsdate", 1, spelled_date, deterministic=True)
    write.executescript(
        f"PRAGMA journal_mode = WAL; {VERSION_1} {VERSION_2} PRAGMA user_version = 2;"
    )
    _read(write, SHARED, LATE, 1, day(3))
    ferry = _read(write, SHARED, LATER, 2, day(5))
    _has_passages(write, SHARED, LATER, 2)
    _read(write, SHARED, replace(LATER, address="https://news.test/copy"), 1, day(6), ferry)
    gone = _read(write, SHARED, draft("Fog.", slug="fog", outlet="Fog Gazette"), 1, day(3))
    write.execute("UPDATE articles SET withdrawn = ? WHERE id = ?", (day(7).isoformat(), gone))
    _read(write, OURS, draft("It rained."), 1, day(3))
    _has_passages(write, OURS, draft("It rained."), 1)
    write.execute(
        "INSERT INTO words (rowid, title, outlet, date, text) "
        "SELECT number, title, outlet, date, text FROM passage_words"
    )
    write.commit()
    write.close()
    return tmp_path


def _read(write, library, made, revision, seen, duplicate_of=None):
    id_ = article_id(library, made)
    write.execute(
        "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, NULL) "
        "ON CONFLICT DO UPDATE SET revision = excluded.revision",
        (id_, library, made.address, revision, seen.isoformat(), duplicate_of, duplicate_of or id_),
    )
    published = made.published and made.published.isoformat()
    write.execute(
        "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, NULL, ?, '[]', ?, 'time', 0, NULL, NULL, "
        "NULL, 'full', 0)",
        (
            *(id_, revision, seen.isoformat(), made.title, made.text, text_hash(made.text)),
            *(made.outlet, published),
        ),
    )
    return id_


def _has_passages(write, library, made, revision):
    id_ = article_id(library, made)
    for passage in embeddables(id_, made, sentences(made.text)):
        number = write.execute(
            "INSERT INTO passages (id, article_id, library, revision, start, end, ready) "
            "VALUES (?, ?, ?, ?, ?, ?, 1)",
            (passage.id, id_, library, revision, passage.span.start, passage.span.end),
        ).lastrowid
        vector = Dice().embed([passage.words])[0].tobytes()
        write.execute("INSERT INTO vectors VALUES (?, ?)", (number, vector))


def test_the_second_version_gets_the_same_tables(second, tmp_path_factory):
    """As a new file, column for column."""
    new = tmp_path_factory.mktemp("new") / "archive.db"
    assert shape(second / "archive.db") == shape(new)


def test_outlets_are_tallied(second):
    """As counting would: copies too, what was withdrawn not, and each library for itself."""
    with opened(second, Refusing()) as archive:
        assert archive.outlets([SHARED]) == ["The Lantern"]
        assert archive.extent([SHARED]) == (2, 1, day(2))
        assert archive.extent([OURS]) == (1, 0, None)
        archive.remove(archive.at_address(SHARED, "https://news.test/copy").id, [SHARED])
        assert archive.extent([SHARED])[:2] == (1, 1)


def test_articles_and_passages_get_their_outlet_and_dates(second):
    """Those of the current revision, within reach of every search."""
    with opened(second, Refusing()) as archive:
        ferry = archive.at_address(SHARED, LATER.address)
        ids = passage_ids(archive, ferry)
        for scope in (
            Scope(frozenset({SHARED}), outlets=("The Lantern",)),
            Scope(frozenset({SHARED}), since=day(2), until=day(3)),
        ):
            assert {hit.id for hit in archive.standing.hits(ids, scope)} == set(ids)
            assert {hit.published for hit in archive.standing.hits(ids, scope)} == {day(2)}
        for scope in (
            Scope(frozenset({SHARED}), outlets=("Fog Gazette",)),
            Scope(frozenset({SHARED}), until=day(2)),
        ):
            assert archive.standing.hits(ids, scope) == []
        ours = passage_ids(archive, archive.articles([OURS])[0])
        assert archive.standing.hits(ours, Scope.of([OURS]))[0].published is None


def test_words_are_known_since_they_were_first_read(second):
    """What both revisions say is found as of the first, where it stood then; the new is not."""
    with opened(second, Refusing()) as archive:
        ids = passage_ids(archive, archive.at_address(SHARED, LATER.address))
        rows = archive._database.read("SELECT since, gone FROM passages WHERE library = ?", SHARED)
        assert [row["since"] for row in rows] == [day(number).isoformat() for number in (5, 3, 5)]
        assert {row["gone"] for row in rows} == {None}
        found = archive.standing.of(ids, Scope(frozenset({SHARED}), as_of=day(4)))
        [(passage, article)] = found.values()
        assert (article.text, passage.text) == (LATE.text, "The ferry is late.")
        assert (passage.revision, passage.start, passage.end) == (1, 0, 18)


def test_the_second_version_is_searched_and_revised(second):
    """What was brought up is found, and what is read next keeps the words before it."""
    with opened(second, Dice()) as archive:
        ferry = archive.at_address(SHARED, LATER.address)
        assert by_words(archive, "eleven") == passage_ids(archive, ferry)[2:]
        put(archive, draft("The ferry is here.", slug="ferry", published=day(1)))
        copy = archive.at_address(SHARED, "https://news.test/copy")
        assert by_words(archive, "eleven") == passage_ids(archive, copy)[2:]
        scope = Scope(frozenset({SHARED}), as_of=day(6))
        past = [id_ for id_, _ in archive.words.matching(["eleven"], (1, 1, 1, 1), scope, 9)]
        assert passage_ids(archive, copy)[2] in past


@pytest.mark.process
def test_a_kill_in_the_middle_leaves_the_second_version(second):
    """Columns added and half filled are gone with the transaction; the next opening does it."""
    command = [sys.executable, "-c", DYING, second / "archive.db"]
    assert subprocess.run(command, check=False).returncode == 9
    assert version(second) == (2, True)
    assert "outlet" not in columns(second)
    opened(second, Refusing()).close()
    assert version(second) == (schema.VERSION, True)
    assert "outlet" in columns(second)


@pytest.mark.parametrize(
    ("number", "to_version"), [(4, TO_VERSION_4), (3, TO_VERSION_4 + TO_VERSION_3)]
)
def test_a_later_version_gets_the_same_tables(tmp_path, number, to_version):
    """What it lacks is added, and what it holds stays."""
    old, new = tmp_path / "archive.db", tmp_path / "new.db"
    Database(old).close()
    write = sqlite3.connect(old)
    write.executescript(f"{to_version} PRAGMA user_version = {number};")
    write.execute(
        "INSERT INTO answers (id, library, conversation, asked_at, answer) "
        "VALUES (7, 'shared', 'c', '2026-03-01', '{}')"
    )
    write.commit()
    write.close()
    assert shape(old) == shape(new)
    assert version(tmp_path)[0] == schema.VERSION
    assert len(Database(old).read("SELECT * FROM answers")) == 1
