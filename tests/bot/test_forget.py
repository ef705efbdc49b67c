"""`newsdesk forget`: what was asked is erased, past a lock that the bot may hold."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from bot.commands.forget import ALONE, OF_A_LIBRARY, STAYS, WHICH, WHOLE
from bot.commands.forget_library import SHARED_STAYS
from bot.desk import Desk
from bot.settings import Settings
from tests.bot.guild.test_privacy import aged
from tests.bot.running import run
from tests.retrieval.drafts import draft, put
from tests.retrieval.test_transcript import said

LIBRARIES = ("shared", "guild-1", "guild-2")


@pytest.fixture
def desk(tmp_path):
    """A desk that holds its folder, with one old and one new answer in each library."""
    with Desk.open(Settings(data=tmp_path / "data"), holder="a test") as opened:
        for library in LIBRARIES:
            for days in (20, 0):
                kept = opened.transcript.remember(said("Who?"), library=library, conversation="c")
                aged(opened.archive.transcript._database, kept, days)
        yield opened


def left(desk):
    """How many answers each library still has."""
    return [len(desk.transcript.history("c", library)) for library in LIBRARIES]


@pytest.mark.parametrize(
    ("words", "told", "kept"),
    [
        (["--all"], "Forgot 6 questions.\n", [0, 0, 0]),
        (["--library", "guild-1"], f"Forgot 2 questions. {STAYS}\n", [2, 0, 2]),
        (["--library", "shared"], "Forgot 2 questions.\n", [0, 2, 2]),
        (["--older-than", "7"], "Forgot 3 questions.\n", [1, 1, 1]),
        (["--library", "guild-2", "--older-than", "7"], f"Forgot 1 question. {STAYS}\n", [2, 2, 1]),
        (["--library", "guild"], f"Forgot 0 questions. {STAYS}\n", [2, 2, 2]),
    ],
)
def test_what_is_said_is_forgotten(desk, words, told, kept):
    """All, a library's, what is old, or what is old in a library; and nothing else."""
    ran = run("forget", *words, data=desk.settings.data)
    assert (ran.code, ran.out, ran.err) == (0, told, "")
    assert left(desk) == kept


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], WHICH),
        (["--all", "--library", "guild-1"], ALONE),
        (["--all", "--older-than", "7"], ALONE),
        (["--all", "--person", "7"], ALONE),
        (["--person", "7", "--older-than", "7"], WHOLE),
        (["--older-than", "-1"], "'--older-than': give a number of days from 0 to 36500"),
        (["--whole"], OF_A_LIBRARY),
        (["--whole", "--library", "guild-1", "--older-than", "7"], OF_A_LIBRARY),
        (["--older-than", "abc"], "'--older-than': give a number of days from 0 to 36500"),
    ],
)
def test_what_is_not_said_clearly_is_bad_use(desk, words, told):
    """Nobody forgets everything by a slip."""
    ran = run("forget", *words, data=desk.settings.data)
    assert ran.code == 2
    assert told in " ".join(ran.err.split())
    assert left(desk) == [2, 2, 2]


def test_all_is_also_what_was_typed_in_the_chat(desk):
    """The lines under its arrow keys go too."""
    typed = desk.settings.data / "chat_history"
    typed.write_text("Who?\n")
    assert run("forget", "--older-than", "1", data=desk.settings.data).code == 0
    assert typed.exists()
    assert run("forget", "--all", data=desk.settings.data).code == 0
    assert not typed.exists()


def test_without_an_archive_there_is_nothing_to_forget(tmp_path):
    """No archive is made for it."""
    ran = run("forget", "--all", data=tmp_path / "data")
    assert (ran.code, ran.out) == (0, "Forgot 0 questions.\n")
    assert not (tmp_path / "data").exists()


def test_a_person_is_forgotten_everywhere_or_in_a_library(desk):
    """By the number that Discord knows them by; what others asked stays."""
    for library in LIBRARIES[1:]:
        desk.transcript.remember(said("Who?"), library=library, conversation="d", person="7")
    ran = run("forget", "--person", "7", "--library", "guild-1", data=desk.settings.data)
    assert (ran.code, ran.out, ran.err) == (0, "Forgot 1 question and 0 votes.\n", "")
    assert not desk.transcript.history("d", "guild-1")
    assert desk.transcript.history("d", "guild-2")
    assert run("forget", "--person", "7", data=desk.settings.data).code == 0
    assert not desk.transcript.history("d", "guild-2")
    assert left(desk) == [2, 2, 2]


def filled(archive, library):
    """Give a library all that one may have: articles, one of them withdrawn, and what is set up."""
    first = put(archive, draft("A bell rang at Lowmoor.", slug="bell"), library)
    put(archive, draft("A horn blew at Lowmoor.", slug="horn"), library)
    copy = draft("A bell rang at Lowmoor.", slug="echo")
    put(archive, copy, library, duplicate_of=first.id, story=first.story)
    gone = put(archive, draft("A drum was beaten at Lowmoor.", slug="drum"), library)
    archive.withdraw(gone.id, library)
    fife = draft("A fife was played.", slug="fife", url="https://a.example")
    archive.remove(put(archive, fife, library).id, [library])
    archive.feeds.add(library, "https://vale.example/feed", "Vale")
    archive.follows.add(
        library,
        "topic",
        "Lowmoor",
        channel=5,
        person="7",
        at=None,
        language="en",
        now=datetime.now(UTC),
    )
    archive.set_note(f"guild:{library.removeprefix('guild-')}", "{}")
    archive.statistics.record(library, said("Who?"))


def rows_of(folder, library):
    """In which tables something of a library, or of its settings, is kept."""
    with closing(sqlite3.connect(folder / "archive.db")) as database:
        named = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = [name for (name,) in named.fetchall()]
        columns = {name: database.execute(f"PRAGMA table_info({name})") for name in tables}
        held = {
            name
            for name, found in columns.items()
            if any(column[1] == "library" for column in found.fetchall())
            and database.execute(f"SELECT 1 FROM {name} WHERE library = ?", (library,)).fetchone()
        }
        note = f"guild:{library.removeprefix('guild-')}"
        noted = database.execute("SELECT 1 FROM notes WHERE key = ?", (note,)).fetchone()
    return held | ({"notes"} if noted else set())


def test_a_library_is_forgotten_whole_when_that_is_said(tmp_path):
    """Of a server that the bot has left nothing is kept; of others all."""
    data = tmp_path / "data"
    with Desk.open(Settings(data=data), holder="a test") as desk:
        for library in LIBRARIES[1:]:
            desk.transcript.remember(said("Who?"), library=library, conversation="c")
            filled(desk.archive, library)
    assert {"articles", "answers", "follows", "feeds", "notes"} <= rows_of(data, "guild-1")
    whole = ("forget", "--whole", "--library")
    kept = run(*whole, "guild-1", data=data, stdin="n\n")
    assert kept.code == 1
    assert "Remove 4 articles, 1 feed and 1 topic followed" in kept.out + kept.err
    assert "articles" in rows_of(data, "guild-1")
    others = rows_of(data, "guild-2")
    gone = run(*whole, "guild-1", "--yes", data=data)
    assert (gone.code, gone.err) == (0, "")
    assert gone.out.startswith("Forgot guild-1 with 4 articles, 1 feed and 1 topic followed.")
    assert rows_of(data, "guild-1") == set()
    assert rows_of(data, "guild-2") == others
    refused = run(*whole, "shared", "--yes", data=data)
    assert (refused.code, refused.err) == (1, f"{SHARED_STAYS}\n")
