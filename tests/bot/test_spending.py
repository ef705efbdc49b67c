"""`newsdesk spending`: what the chat model took, as the archive has it."""

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from rich.console import Console

from bot.commands.spending import _table
from retrieval.answers import Asker, Usage
from retrieval.budget import Budget, Limits, Prices, Spent
from retrieval.database import Database
from retrieval.lock import FolderLock
from tests.bot.running import run

TODAY = datetime.now(UTC).date()


@pytest.fixture
def data(tmp_path):
    """A data folder in which two guilds have asked, one with prices set."""
    folder = tmp_path / "data"
    folder.mkdir()
    with closing(Database(folder / "archive.db")) as database:
        budget = Budget(database)
        for asker, prices in (
            (Asker("guild-1", "ann"), Prices(0.25, 2.0)),
            (Asker("guild-2", "ben"), None),
        ):
            with budget.limited(Limits(), prices).account(asker, "openai:small", 0) as one:
                one.add(Usage(40_000, 1_000))
        with database.write() as write:
            old = (TODAY - timedelta(days=7)).isoformat()
            write.execute("INSERT INTO spending VALUES (?, 'old', '', 'm', 1, 2, 3, 0.5)", (old,))
    return folder


def test_a_pipe_gets_a_line_for_each_library_and_model(data):
    """Of the last days, in tabs, with what it cost where that is known."""
    ran = run("spending", data=data)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        f"{TODAY}\tguild-1\topenai:small\t1\t40000\t1000\t0.0120",
        f"{TODAY}\tguild-2\topenai:small\t1\t40000\t1000",
    ]


def test_days_and_library_choose(data):
    """More days show older ones, a library only its own."""
    assert len(run("spending", "--days", "8", data=data).out.splitlines()) == 3
    ran = run("spending", "--days", "8", "--library", "old", data=data)
    assert [line.split("\t")[1] for line in ran.out.splitlines()] == ["old"]


def test_json_is_one_object(data):
    """With a total, and no word of who it was."""
    ran = run("spending", "--json", data=data)
    told = json.loads(ran.out)
    assert told["total"] == {
        "calls": 2,
        "tokens_in": 80_000,
        "tokens_out": 2_000,
        "cost": pytest.approx(0.012),
    }
    assert told["spending"][1] == {
        "day": TODAY.isoformat(),
        "library": "guild-2",
        "model": "openai:small",
        "calls": 1,
        "tokens_in": 40_000,
        "tokens_out": 1_000,
        "cost": None,
    }
    assert "ann" not in ran.out


def test_it_is_told_while_the_bot_runs(data):
    """Who holds the folder is not in the way."""
    with closing(FolderLock(data, "newsdesk bot")):
        assert run("spending", data=data).code == 0


def test_nothing_is_told_as_nothing(tmp_path):
    """And makes no archive."""
    ran = run("spending", data=tmp_path / "data")
    assert (ran.code, ran.out) == (0, "")
    assert "took nothing" in ran.err
    assert not (tmp_path / "data" / "archive.db").exists()
    assert json.loads(run("spending", "--json", data=tmp_path / "data").out)["spending"] == []


def test_a_terminal_gets_a_table_with_a_sum():
    """Numbers are grouped, and what is unknown is said to be."""
    console = Console(width=100, record=True, file=StringIO())
    rows = [
        Spent(TODAY, "guild-1", "openai:small", 1200, 40_000, 1_000, None),
        Spent(TODAY, "guild-2", "openai:[red]x", 1, 1, 1, 0.5),
    ]
    console.print(_table(rows))
    shown = console.export_text()
    assert "1,201" in shown
    assert "40,001" in shown
    assert "unknown" in shown
    assert "openai:[red]x" in shown
