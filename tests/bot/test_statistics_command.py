"""`newsdesk stats` and `newsdesk sources`, run whole."""

import json
import re

from tests.bot.running import run, write_news


def test_what_was_asked_at_the_terminal_is_counted(tmp_path):
    """By `ask` and by `chat`, whoever holds the data folder meanwhile."""
    data = tmp_path / "data"
    assert "Nothing was asked" in run("stats", data=data).err
    run("ingest", str(write_news(tmp_path)), "--outlet", "Tarnholt Post", data=data)
    run("ask", "How many people were injured?", data=data)
    run("chat", data=data, stdin="Who won the chess olympiad in Samarkand?\n")
    told = run("stats", data=data)
    assert told.code == 0
    assert re.sub(r"[\d.]+ s\b", "N s", told.out).splitlines() == [
        "2 questions: 1 answered, 1 not in the news.",
        "Nobody said whether an answer helped.",
        "Half of the answers took at most N s, nineteen in twenty N s.",
        "2 articles came in.",
    ]
    found = json.loads(run("stats", "--json", "--library", "shared", data=data).out)
    assert (found["days"], found["questions"], found["refused"]) == (30, 2, 1)
    assert (found["tokens"], found["cost"]) == (0, None)
    assert json.loads(run("stats", "--json", "--library", "other", data=data).out)["questions"] == 0


def test_the_outlets_are_listed(tmp_path):
    """In tabs for a pipe, as JSON for a program."""
    data = tmp_path / "data"
    assert run("sources", data=data).out == ""
    date = ("--date", "2026-08-04")
    run("ingest", str(write_news(tmp_path)), "--outlet", "Tarnholt Post", *date, data=data)
    assert run("sources", data=data).out == "Tarnholt Post\t2\t2026-08-04\n"
    assert json.loads(run("sources", "--json", data=data).out) == {
        "sources": [
            {"outlet": "Tarnholt Post", "articles": 2, "newest": "2026-08-04T00:00:00+00:00"}
        ]
    }
    assert json.loads(run("sources", "--json", "--library", "other", data=data).out) == {
        "sources": []
    }
