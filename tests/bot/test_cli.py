"""The terminal commands, run whole: real files, real archive, real model."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from errno import ENOSPC
from pathlib import Path

import pytest

from bot.cli import DISK_FULL, foreseen
from retrieval.archive import Archive
from tests.bot.running import ROOT, run, write_news

QUESTION = "How many people were injured on the ferry Grey Heron?"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder that holds two articles; tests only read it."""
    folder = tmp_path_factory.mktemp("read")
    ran = run(
        "ingest", str(write_news(folder)), "--outlet", "Harbour Post", "--date", "2026-10-07",
        data=folder / "data",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    return folder / "data"


def test_an_answer_is_printed_with_its_sources(data):
    """The answer, its numbered source and how much news stood behind it; no escape codes."""
    ran = run("ask", QUESTION, data=data)
    assert ran.code == 0
    assert "Fourteen people were injured, the coastguard said. [" in ran.out
    assert "Harbour Post · 7 October 2026 · Ferry runs aground off Tarnholt" in ran.out
    assert "2 articles by 1 outlet, newest 7 October 2026" in ran.out
    assert "\x1b" not in ran.out + ran.err
    assert ran.err == ""


def test_quotes_show_the_words_of_the_article(data):
    """--quotes adds the exact words."""
    assert (
        "Fourteen people were injured, the coastguard said.”"
        in run("ask", QUESTION, "--quotes", data=data).out
    )


def test_a_question_the_news_does_not_answer_exits_3(data):
    """A refusal is told apart from an answer and from a failure."""
    ran = run("ask", "Who won the chess olympiad in Batumi?", data=data)
    assert ran.code == 3
    assert ran.out.startswith("The news at hand does not answer this.")


def test_json_is_one_object_and_nothing_else(data):
    """Programs read stdout as it is."""
    ran = run("ask", QUESTION, "--json", "--asked-at", "2026-11-08", data=data)
    found = json.loads(ran.out)
    assert ran.code == 0
    assert ran.out.count("\n") == 1
    assert found["status"] == "answered"
    assert found["as_of"]["asked_at"].startswith("2026-11-08")
    assert set(found) == {
        "question", "status", "mode", "text", "sentences", "citations", "passages", "understood",
        "as_of", "closest", "differences", "notes", "timings_ms", "likelihood", "usage",
    }  # fmt: skip


def test_json_names_everything_that_tools_rely_on(data):
    """The parts of an answer have their promised keys, dates in ISO 8601."""
    found = json.loads(run("ask", QUESTION, "--json", data=data).out)
    assert set(found["sentences"][0]) == {"text", "citations", "supported"}
    assert set(found["citations"][0]) >= {
        "n", "article_id", "title", "outlet", "url", "published", "quote", "start", "end", "link",
    }  # fmt: skip
    assert set(found["passages"][0]) >= {"article_id", "start", "end", "text", "score"}
    assert set(found["understood"]) >= {"window", "outlets", "latest", "follow_up"}
    assert set(found["as_of"]) >= {"asked_at", "articles", "outlets", "newest"}
    assert found["citations"][0]["published"] == "2026-10-07T00:00:00+00:00"
    refused = json.loads(run("ask", "Who won the chess olympiad?", "--json", data=data).out)
    assert all(
        set(headline) >= {"article_id", "title", "outlet", "url", "published"}
        for headline in refused["closest"]
    )


def test_a_question_may_come_without_quotation_marks(data):
    """The shell then hands it over word by word, with options before or behind."""
    found = json.loads(run("ask", *QUESTION.split(), "--json", data=data).out)
    assert (found["question"], found["status"]) == (QUESTION, "answered")


def test_json_names_everything_that_was_understood(data):
    """Every window and the first of them, in ISO 8601 with the asker's zone."""
    ran = run(
        "ask", "Whom did “a ferry” hurt since Monday, according to the Harbour Post and BBC News?",
        "--json", "--asked-at", "2026-10-08 09:00", data=data, NEWSDESK_TIMEZONE="Asia/Tokyo",
    )  # fmt: skip
    found = json.loads(ran.out)["understood"]
    assert set(found) >= {
        "question", "window", "windows", "outlets", "only", "absent", "as_of", "names", "quoted",
        "compared", "latest", "follow_up",
    }  # fmt: skip
    assert found["window"] == {
        "since": "2026-10-05T00:00:00+09:00", "until": None, "words": "since Monday",
        "strict": True,
    }  # fmt: skip
    assert found["windows"] == [found["window"]]
    assert (found["outlets"], found["absent"]) == (["Harbour Post"], ["BBC News"])
    assert (found["only"], found["quoted"], found["as_of"]) == ([], ["a ferry"], None)


def test_what_is_set_by_hand_stands_over_the_words(data):
    """Of the time and the outlets set, nothing else may answer."""
    set_by_hand = ["--since", "7 October 2026", "--until", "2026-10-07", "--outlet", "harbour post"]
    asked = f"{QUESTION[:-1]} last week?"
    ran = run("ask", asked, "--json", *set_by_hand, data=data, NEWSDESK_TIMEZONE="Etc/UTC")
    found = json.loads(ran.out)
    assert found["understood"]["windows"] == [
        {
            "since": "2026-10-07T00:00:00+00:00", "until": "2026-10-08T00:00:00+00:00",
            "words": "", "strict": True,
        }
    ]  # fmt: skip
    assert found["understood"]["only"] == ["Harbour Post"]
    assert found["passages"]
    later = json.loads(run("ask", asked, "--json", "--since", "2026-10-08", data=data).out)
    assert later["passages"] == []


def test_an_unknown_outlet_is_bad_use(data):
    """One sentence names those that may be meant."""
    ran = run("ask", QUESTION, "--outlet", "Harbor Post", data=data)
    assert ran.code == 2
    assert ran.out == ""
    assert "There is no news of “Harbor Post” here; did you mean Harbour Post?" in ran.err


def test_a_batch_sets_the_same_for_all_its_questions(data):
    """Yesterday is the day before each question's own moment."""
    asked = [{"question": QUESTION, "asked_at": f"2026-10-0{day}T10:00:00Z"} for day in (8, 9)]
    stdin = "\n".join(map(json.dumps, asked))
    options = ["--since", "yesterday", "--outlet", "Harbour Post"]
    ran = run("ask", "--batch", "-", *options, data=data, stdin=stdin)
    found = [json.loads(line)["understood"] for line in ran.out.splitlines()]
    assert [one["window"]["since"][:10] for one in found] == ["2026-10-07", "2026-10-08"]
    assert [one["only"] for one in found] == [["Harbour Post"]] * 2


def test_a_batch_prints_one_object_a_line_in_order(data):
    """A file of questions is answered in one go, each under its id and at its own moment."""
    asked = [
        {"id": "q1", "question": QUESTION, "asked_at": "2026-11-08T10:00:00Z"},
        {"id": 2, "question": "Who won the chess olympiad?"},
    ]
    stdin = "\n".join(map(json.dumps, asked)) + "\n\n"
    ran = run("ask", "--batch", "-", data=data, stdin=stdin)
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert [(line["id"], line["status"]) for line in found] == [
        ("q1", "answered"),
        (2, "not_in_news"),
    ]
    assert found[0]["as_of"]["asked_at"].startswith("2026-11-08T10:00")


@pytest.mark.parametrize(
    "words",
    [
        ["ask"],
        ["ask", "  "],
        ["ask", "one", "--batch", "-"],
        ["ask", "one", "--asked-at", "yesterdayish"],
        ["ask", "one", "--since", "someday"],
        ["ask", "one", "--until", ""],
        ["ask", "one", "--since", "9 May", "--until", "3 May"],
        ["ask", "--batch", "no-such-file.jsonl"],
        ["ingest"],
        ["ingest", "a.txt", "--date", "soon"],
        ["articles", "list", "--limit", "0"],
        ["nonsense"],
    ],
)
def test_wrong_use_exits_2_before_anything_is_opened(tmp_path, words):
    """Wrong use says so and leaves no data folder behind."""
    ran = run(*words, data=tmp_path / "data")
    assert ran.code == 2
    assert ran.out == ""
    assert "Error" in ran.err
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "line",
    [
        "[1]",
        '{"question": " ?"}',
        '{"question": "b", "asked_at": 5}',
        '{"question": "b", "asked_at": "soon"}',
    ],
)
def test_a_batch_line_that_is_no_question_is_named(tmp_path, line):
    """The person learns which line to mend."""
    ran = run("ask", "--batch", "-", data=tmp_path / "data", stdin=f'{{"question": "a"}}\n{line}\n')
    assert ran.code == 2
    assert "line 2" in ran.err
    assert "Traceback" not in ran.err


def test_an_empty_library_says_how_to_begin(tmp_path):
    """Without news the answer is what to do."""
    ran = run("ask", "Anything?", data=tmp_path / "data")
    assert ran.code == 3
    assert "newsdesk ingest" in ran.out


def test_ingest_counts_what_came_and_names_failures(tmp_path):
    """One bad source fails with its reason; the rest goes on; the exit code is 1."""
    news, data = write_news(tmp_path), tmp_path / "data"
    first = run("ingest", str(news), str(tmp_path / "missing.txt"), data=data)
    assert first.code == 1
    assert "2 new · 1 failed" in first.out
    assert re.search(r"^failed\t.*missing\.txt\t.+", first.out, re.MULTILINE)
    again = run("ingest", str(news), data=data)
    assert again.code == 0
    assert "2 unchanged" in again.out


def test_ingest_takes_standard_input_and_overrides(tmp_path):
    """- reads a paste; what the person says about it stands over what is found."""
    data = tmp_path / "data"
    ran = run(
        "ingest", "-", "--title", "My title", "--outlet", "Me", "--date", "2026-08-04T14:30",
        "--url", "https://me.example/a", data=data, stdin="Some news came in today. " * 8,
    )  # fmt: skip
    assert ran.code == 0, ran.err
    listed = run("articles", "list", data=data).out
    assert listed.rstrip().split("\t")[1:] == ["2026-08-04", "Me", "My title"]
    shown = run("articles", "show", listed.split("\t")[0], data=data).out
    assert "published: 4 August 2026, 14:30 UTC" in shown
    assert "address: https://me.example/a" in shown


def test_an_article_can_be_shown_and_removed(tmp_path):
    """What is listed can be looked at in full, and taken out."""
    data = tmp_path / "data"
    run("ingest", str(write_news(tmp_path)), data=data)
    listed = run("articles", "list", "--matching", "turtle", data=data).out
    assert listed.count("\n") == 1
    id_ = listed.split("\t")[0]
    assert "Volunteers kept it wet for nine hours" in run("articles", "show", id_, data=data).out
    assert run("articles", "remove", id_, "--yes", data=data).code == 0
    gone = run("articles", "show", id_, data=data)
    assert gone.code == 1
    assert "newsdesk articles list" in gone.err
    assert "turtle" not in run("articles", "list", data=data).out


def test_reindex_keeps_every_answer(tmp_path):
    """After reindexing the same question finds the same words."""
    data = tmp_path / "data"
    run("ingest", str(write_news(tmp_path)), data=data)
    assert run("reindex", data=data).code == 0
    assert "Fourteen people were injured" in run("ask", QUESTION, data=data).out


def test_a_held_folder_is_one_sentence_naming_the_holder(tmp_path, embedder):
    """A second process learns who holds the folder and what to do, without a traceback."""
    with Archive.open(tmp_path / "data", embedder, holder="newsdesk bot"):
        ran = run("ask", QUESTION, data=tmp_path / "data")
    assert ran.code == 1
    assert ran.out == ""
    assert "held by newsdesk bot" in ran.err
    assert ran.err.count("\n") == 1


def test_a_senseless_setting_is_one_sentence(tmp_path):
    """The setting to mend is named."""
    ran = run("ask", "x", data=tmp_path / "data", REFUSAL_POINT="high")
    assert ran.code == 1
    assert ran.err.startswith("REFUSAL_POINT must be")


def test_the_bot_without_a_token_says_where_to_get_one(tmp_path):
    """A missing token is one sentence, and opens nothing."""
    ran = run("bot", data=tmp_path / "data")
    assert ran.code == 1
    assert "DISCORD_TOKEN" in ran.err
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_doctor_finds_a_sound_set_up_sound(data):
    """Every check has a state and a detail, and the token is never shown."""
    ran = run("doctor", "--json", data=data, DISCORD_TOKEN="abc.def")
    found = json.loads(ran.out)
    assert ran.code == 0
    assert {check["state"] for check in found["checks"]} == {"ok"}
    assert "abc.def" not in ran.out
    assert "2 articles" in ran.out


@pytest.mark.parametrize(
    ("setting", "value", "named"),
    [
        ("NEWSDESK_DATA", "/proc/nowhere/data", "data folder"),
        ("NEWSDESK_DATA", f"/{'x' * 300}/data", "data folder"),
        ("EMBEDDING_MODEL", "/no/such/model", "embedding model"),
        ("CHROMA_URL", "http://127.0.0.1:9", "Chroma"),
        ("LOG_LEVEL", "LOUD", "settings"),
    ],
)
def test_doctor_fails_what_is_broken(tmp_path, setting, value, named):
    """A broken part fails by name, with exit code 1."""
    ran = run("doctor", "--json", data=tmp_path / "data", **{setting: value})
    states = {check["name"]: check["state"] for check in json.loads(ran.out)["checks"]}
    assert ran.code == 1
    assert states[named] == "fail"


def test_the_demo_ingests_once_and_answers_each_time(tmp_path):
    """A second demo finds nothing new; neither prompts when nobody is there."""
    first = run("demo", data=tmp_path / "data")
    assert first.code == 0, first.err
    assert re.search(r"^sample news: .*\d+ new", first.out)
    assert "failed" not in first.out
    assert "Sources\n" in first.out
    again = run("demo", data=tmp_path / "data")
    assert again.out.startswith("sample news: nothing new\n")
    assert again.out.splitlines()[2:5] == first.out.splitlines()[2:5]


def test_every_command_and_option_says_what_it_is_for():
    """Nothing is left to guess: one sentence each."""
    from typer.core import TyperGroup
    from typer.main import get_command

    from bot.cli import app

    root = get_command(app)
    assert isinstance(root, TyperGroup)
    articles = root.commands["articles"]
    assert isinstance(articles, TyperGroup)
    commands = [root, *root.commands.values(), *articles.commands.values()]
    for command in commands:
        assert command.help, command.name
        for parameter in command.params:
            words = getattr(parameter, "help", None) or ""
            assert words.endswith("."), (command.name, parameter.name)


def test_help_cuts_no_description(tmp_path):
    """Of commands, and of those of a group; what may be left out stands in one pair of brackets."""
    for words in ([], ["articles"], ["feeds"], ["eval"]):
        listed = run(*words, "--help", data=tmp_path).out.partition("Commands:")[2]
        assert listed
        assert "..." not in listed
    assert "[OPTIONS] [TOPIC]...\n" in run("digest", "--help", data=tmp_path).out


def test_a_full_disk_is_one_sentence():
    """Whoever noticed first, the system, SQLite or Chroma, the person reads the same sentence."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE t (x)")
    database.execute("PRAGMA max_page_count = 2")
    with pytest.raises(sqlite3.OperationalError) as caught:
        database.execute("INSERT INTO t VALUES (zeroblob(100000))")
    assert foreseen(caught.value) == DISK_FULL
    assert foreseen(OSError(ENOSPC, "No space left on device")) == DISK_FULL
    assert foreseen(ValueError("a slip of ours")) is None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's full device")
def test_a_full_disk_behind_stdout_leaves_no_traceback():
    """Output that cannot be written is told on stderr, once."""
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "bot", "--help"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (ran.returncode, ran.stderr) == (1, DISK_FULL + "\n")


def test_a_reader_who_leaves_early_is_no_failure_to_shout_about():
    """`newsdesk … | head -0` writes nothing on stderr."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        ran = subprocess.run(
            [sys.executable, "-m", "bot", "--help"],
            cwd=ROOT,
            stdout=gone,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.stderr == b""
