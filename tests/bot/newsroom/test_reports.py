"""What people read of an ingest, in Discord and in the terminal."""

import signal
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.article import Known, article_lines
from bot.commands.ingesting import STOPPING, show_summary, watched
from bot.desk import Desk
from bot.newsroom.feeds import feeds_table
from bot.newsroom.reports import FAILURES, outcome, tally
from bot.screen import screen
from bot.settings import Settings
from bot.tables import (
    articles_lines,
    articles_table,
    counts,
    left_out,
    listed,
    results_lines,
    results_table,
)
from bot.terminal import plain
from bot.wording import extent, kinship
from ingest.report import Outcome, Result, Summary
from retrieval.feeds import Feed
from retrieval.news import SHARED, Article
from tests.bot.looking import seen

FIRST = Article(
    id="a1",
    library="shared",
    revision=1,
    first_seen=datetime(2026, 10, 8, 9, 0, tzinfo=UTC),
    story="a1",
    title="Ferry runs aground",
    text="The ferry Grey Heron ran aground.\n\nFourteen people were injured.",
    address="https://post.example/ferry",
    url="https://post.example/ferry",
    outlet="Harbour Post",
    published=datetime(2026, 10, 7, tzinfo=UTC),
    precision="day",
)
AGAIN = replace(
    FIRST,
    id="b1",
    outlet="City Wire",
    url="https://wire.example/ferry",
    address=None,
    title="Ferry",
)
COPY = replace(AGAIN, id="c1", duplicate_of="a1")
FIRSTS = {"a1": FIRST}


def summary(*results):
    """A run that ended so."""
    return Summary(results, Counter(result.outcome for result in results))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ""),
        ({"extent": "feed"}, "from the feed"),
        ({"extent": "summary"}, "summary only"),
        ({"extent": "part", "paywalled": True}, "part of it, paywalled"),
        ({"paywalled": True}, "paywalled"),
    ],
)
def test_what_is_not_the_whole_article_is_said(changes, words):
    """A reader must not take a summary for the article; of a whole one nothing is said."""
    article = replace(FIRST, **changes)
    assert extent(article) == words
    assert (f"({words})" in seen(articles_table([article]))) is bool(words)
    assert plain(articles_lines([article])).rstrip("\n").split("\t")[4:] == (
        [words] if words else []
    )
    report = outcome(summary(Result("s", Outcome.NEW, article)))[0]
    assert report.endswith(f" · {words}" if words else ")")
    shown = plain(article_lines(Known(article)))
    assert (f"read: {words}\n" in shown) is bool(words)


def test_a_known_story_is_named_by_who_told_it_first():
    """By its outlet, or by its title when the outlet is the same or unknown."""
    assert kinship(AGAIN, FIRSTS) == "same story as Harbour Post"
    assert kinship(COPY, FIRSTS) == "same text as Harbour Post"
    assert kinship(FIRST, FIRSTS) == ""
    assert kinship(AGAIN, {}) == ""
    assert kinship(replace(AGAIN, outlet="Harbour Post"), FIRSTS).endswith("“Ferry runs aground”")
    assert kinship(AGAIN, {"a1": replace(FIRST, outlet=None)}).endswith("“Ferry runs aground”")


def test_only_what_came_in_now_is_told_to_be_a_known_story():
    """Of an unchanged or a revised article that is no news."""
    new, same = Result("s", Outcome.NEW, AGAIN), Result("s", Outcome.UNCHANGED, AGAIN)
    assert "same story" in outcome(summary(new), FIRSTS)[0]
    assert "same story" not in outcome(summary(same), FIRSTS)[0]
    assert plain(results_lines([new, same], FIRSTS)).count("same story as Harbour Post") == 1


def test_withdrawn_and_kept_out_are_counted_only_where_there_are_some():
    """The five that always happen are told even when there are none of them."""
    usual = outcome(summary(Result("s", Outcome.NEW, FIRST)))[0]
    assert usual.startswith("Done. 1 new\n")
    rare = summary(Result("s", Outcome.WITHDRAWN, FIRST), Result("t", Outcome.KEPT_OUT))
    report = outcome(rare)[0]
    assert "1 withdrawn · 1 kept out\n" in report
    assert "- withdrawn: **Harbour Post**" in report
    assert report.count("\n") == 1
    assert counts(rare.counts).plain == "1 withdrawn · 1 kept out"


def test_the_line_at_work_knows_no_total_it_was_not_given():
    """Of a dump nobody knows how many are to come."""
    assert tally(0, None, {}) == "Reading…"
    assert tally(0, 3, {}) == "Reading 1 of 3…"
    assert tally(2, 3, {Outcome.NEW: 2}) == "Reading 2 of 3 · 2 new"
    assert tally(1200, None, {Outcome.NEW: 1200}) == "Read 1,200 so far · 1,200 new"


def test_a_long_run_names_a_few_and_counts_the_rest():
    """What a summary forgot is counted all the same."""
    results = [Result(f"s{n}", Outcome.NEW, FIRST) for n in range(30)]
    results += [Result(f"f{n}", Outcome.FAILED, reason="It is empty.") for n in range(30)]
    long = replace(summary(*results), counts={Outcome.NEW: 5000, Outcome.FAILED: 400})
    report = "\n".join(outcome(long))
    assert "Done, but some failed. 5,000 new · " in report
    assert "- and 4,990 more\n" in report
    assert f"- and {400 - FAILURES} more failed" in report
    assert [result.outcome for result in listed(long)] == [Outcome.FAILED] * 30
    told = [line.plain for line in left_out(long, listed(long))]
    assert told == ["and 370 more failed", "and 5,000 more: newsdesk articles list"]


def test_a_long_run_names_what_changed():
    """After the failures; what is left out is counted, and of a short run nothing is."""
    changed = [
        Result("r", Outcome.REVISED, FIRST),
        Result("w", Outcome.WITHDRAWN, FIRST),
        Result("k", Outcome.KEPT_OUT),
    ]
    usual = [Result(f"s{n}", Outcome.NEW, FIRST) for n in range(30)]
    failed = Result("f", Outcome.FAILED, reason="It is empty.")
    long = summary(*changed, *usual, failed)
    assert listed(long) == (failed, *changed)
    assert [line.plain for line in left_out(long, listed(long))] == [
        "and 30 more: newsdesk articles list"
    ]
    short = summary(*changed, failed)
    assert left_out(short, listed(short)) == []


@pytest.mark.parametrize(
    ("number", "they"), [(1, "is stored; it is"), (512, "are stored; they are")]
)
def test_what_is_stored_but_not_ready_is_told(number, they, tmp_path, capsys):
    """In Discord and on the terminal; a run that was not stopped says nothing of it."""
    whole = summary(Result("s", Outcome.NEW, FIRST))
    words = f"{number} more {they} made ready when the archive is next opened."
    assert outcome(replace(whole, stored=number))[0].endswith(f"\n{words}")
    assert "stored" not in outcome(whole)[0]
    with Desk.open(Settings(data=tmp_path), holder="a test") as desk:
        for told in (whole, replace(whole, stored=number)):
            show_summary(screen(), desk, told, [SHARED])
    assert capsys.readouterr().err == f"{words}\n"


@pytest.fixture
def interruptible():
    """Ctrl-C as at a terminal, also where the tests run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_is_answered_at_once(capsys):
    """Before the article under way is done; the second one breaks off."""
    with watched(screen()) as (_, stopped):
        assert not stopped()
        signal.raise_signal(signal.SIGINT)
        assert capsys.readouterr().err == f"{STOPPING}\n"
        assert stopped()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_a_reason_beside_an_article_is_told():
    """Why only the summary was read: the page asked for patience."""
    reason = "The site asks to be left alone for 20 minutes."
    result = Result("s", Outcome.NEW, replace(FIRST, extent="summary"), reason)
    assert f"summary only · {reason}" in outcome(summary(result))[0]
    assert f"summary only · {reason}" in plain(results_lines([result], {}))


@pytest.mark.parametrize("width", [80, 120])
def test_tables_fit_the_terminal(width):
    """Whatever the words, nothing runs past the edge and no outcome or id is cut."""
    long = replace(AGAIN, title="Ferry " * 40, outlet="The Tarnholt and Wexley Advertiser")
    gone = replace(long, withdrawn=datetime(2026, 10, 9, tzinfo=UTC), extent="part")
    results = [
        Result("s", Outcome.NEW, long),
        Result("https://wire.example/" + "x" * 200, Outcome.FAILED, reason="It is empty. " * 20),
        Result("s", Outcome.WITHDRAWN, gone),
    ]
    for table in (results_table(results, FIRSTS), articles_table([long, gone], withdrawn=True)):
        shown = seen(table, width=width)
        assert max(map(len, shown.splitlines())) <= width
        assert "…" not in shown
    assert "2026-10-09" in shown


def test_an_article_is_shown_with_all_that_is_known_of_it():
    """Its revisions newest first, its other addresses, who else ran it and who told it too."""
    second = replace(FIRST, revision=2, title="Ferry aground, nine hurt", section="Coast")
    known = Known(
        replace(second, withdrawn=datetime(2026, 10, 9, 8, 30, tzinfo=UTC)),
        revisions=[FIRST, second],
        addresses=["https://post.example/amp/ferry", "https://post.example/ferry"],
        copies=[COPY],
        story=[FIRST, COPY, replace(AGAIN, outlet="Vale Herald")],
    )
    assert (
        plain(article_lines(known))
        == """\
Ferry aground, nine hurt
outlet: Harbour Post
published: 7 October 2026
section: Coast
withdrawn: 9 October 2026, 08:30 UTC
address: https://post.example/ferry
also at: https://post.example/amp/ferry
library: shared
first seen: 8 October 2026, 09:00 UTC
revision: 2 of 2
revisions:
  2 · 7 October 2026 · 10 words · Ferry aground, nine hurt
  1 · 7 October 2026 · 10 words · Ferry runs aground
also published by:
  c1 City Wire · 7 October 2026 · Ferry
same story:
  b1 Vale Herald · 7 October 2026 · Ferry

The ferry Grey Heron ran aground.

Fourteen people were injured.
"""
    )


def test_a_wire_story_with_hundreds_of_copies_names_ten():
    """The rest are counted."""
    copies = [replace(COPY, id=f"c{number}") for number in range(300)]
    shown = plain(
        article_lines(Known(FIRST, copies=copies, addresses=[f"u{n}" for n in range(12)]))
    )
    assert shown.count("City Wire") == 10
    assert "  and 290 more\n" in shown
    assert "also at: and 2 more\n" in shown


@pytest.mark.parametrize("width", [80, 120])
def test_the_feeds_followed_fit_the_terminal(width):
    """Names, health and times can be read, and nothing is cut off."""
    now = datetime(2026, 10, 8, 15, 5, tzinfo=UTC)
    feed = Feed(
        id="8297a736",
        library=SHARED,
        url="https://www.skarn.example/feeds/rss/top-stories.xml",
        title="Skarn Daily, top stories",
        added_at=now,
        etag=None,
        modified=None,
        interval=3600,
        next_check=now,
        failures=3,
        last_error="The site does not answer; try again later.",
        last_ok=now,
        last_new=now,
        state="failing",
    )
    shown = seen(feeds_table([feed]), width=width)
    assert max(map(len, shown.splitlines())) <= width
    assert "…" not in shown
    assert "Skarn Daily, top stories" in shown
    assert "failed 3 times" in shown
    assert "next look 2026-10-08 15:05" in " ".join(shown.split())
