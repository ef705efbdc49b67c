"""`newsdesk follows`, run whole over a real archive."""

import json
from datetime import UTC, datetime
from functools import partial

import pytest

from retrieval.database import Database
from retrieval.follows import Follows
from tests.bot.running import run


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def followed(data):
    """A topic of one server and a daily digest of another."""
    data.mkdir()
    database = Database(data / "archive.db")
    add = partial(Follows(database).add, person="7", language="en", now=datetime.now(UTC))
    ferry = add("guild-1", "topic", "ferry", channel=11, at=None)
    daily = add("guild-2", "digest", "", channel=22, at="08:00")
    database.close()
    assert ferry
    assert daily
    return ferry[0], daily[0]


def follows(*words, data):
    return run("follows", *words, data=data)


def test_what_is_followed_is_listed(followed, data):
    """For a pipe, for programs, and of one library alone."""
    assert follows("list", data=data).out == (
        "1\tferry\tas it comes\tguild-1\t11\tok\n2\tdigest\tdaily 08:00\tguild-2\t22\tok\n"
    )
    (found,) = json.loads(follows("list", "--json", "--library", "guild-2", data=data).out)
    assert (found["kind"], found["at"], found["channel"]) == ("digest", "08:00", 22)


def test_something_is_followed_no_longer(followed, data):
    """By its id; one that there is not is said with what to do."""
    gone = follows("remove", "1", data=data)
    assert (gone.code, gone.out) == (0, "ferry is followed no longer.\n")
    again = follows("remove", "1", data=data)
    assert again.code == 1
    assert "“newsdesk follows list” shows what is" in again.err
    assert follows("list", data=data).out.startswith("2\t")


def test_a_folder_without_an_archive_follows_nothing(data):
    """And is left as it is."""
    assert follows("list", data=data).out == ""
    assert json.loads(follows("list", "--json", data=data).out) == []
    assert follows("remove", "1", data=data).code == 1
