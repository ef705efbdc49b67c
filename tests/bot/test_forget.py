"""`newsdesk forget`: what was asked is erased, past a lock that the bot may hold."""

import pytest

from bot.commands.forget import ALONE, WHICH, WHOLE
from bot.desk import Desk
from bot.settings import Settings
from tests.bot.running import run
from tests.bot.test_privacy import aged
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
        (["--library", "guild-1"], "Forgot 2 questions.\n", [2, 0, 2]),
        (["--older-than", "7"], "Forgot 3 questions.\n", [1, 1, 1]),
        (["--library", "guild-2", "--older-than", "7"], "Forgot 1 question.\n", [2, 2, 1]),
        (["--library", "guild"], "Forgot 0 questions.\n", [2, 2, 2]),
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
