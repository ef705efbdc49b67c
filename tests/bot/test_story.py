"""The commands timeline and changes, run whole, and what they show of a topic."""

import json
from datetime import UTC, date, datetime

import pytest

from bot.commands.asking import NOT_IN_NEWS
from bot.story_lines import changes_lines, timeline_lines, when
from bot.terminal import plain
from retrieval.news import SHARED
from retrieval.story.changes import changes
from retrieval.story.lines import Line
from retrieval.story.timeline import timeline
from tests.bot.looking import seen
from tests.bot.running import run
from tests.retrieval.drafts import day, draft, put

ARTICLES = [
    {
        "title": "Orrin Bridge closed",
        "text": "The Orrin Bridge was closed on Tuesday after divers found a crack in a pier. "
        "Twelve workers were injured at the Orrin Bridge, the county said.",
        "outlet": "Vale Herald",
        "published": "2026-03-04T09:00:00Z",
        "url": "https://vale.example/closed",
    },
    {
        "title": "Fewer hurt at the bridge",
        "text": "Nine workers were injured at the Orrin Bridge, the county said after a recount.",
        "outlet": "Harbour Post",
        "published": "2026-03-06",
        "url": "https://harbour.example/fewer",
    },
    {
        "title": "Orrin Bridge open again",
        "text": "Cars crossed the Orrin Bridge again on Friday with a piper in front.",
        "outlet": "Vale Herald",
        "published": "2026-03-20T15:00:00Z",
        "url": "https://vale.example/open",
    },
    {
        "title": "Piers of the Orrin Bridge",
        "text": "The Orrin Bridge has four piers of granite and one of brick.",
        "outlet": "The Lantern",
    },
]
ASKED = ("--asked-at", "2026-03-28")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder that holds the articles; tests only read it."""
    folder = tmp_path_factory.mktemp("story")
    file = folder / "bridge.jsonl"
    file.write_text("\n".join(map(json.dumps, ARTICLES)), "utf-8")
    ran = run("ingest", str(file), data=folder / "data")
    assert ran.code == 0, ran.err
    return folder / "data"


def test_a_timeline_is_printed_with_dates_and_sources(data):
    """A line an event in one column, the undated apart, sources, and how much news there is."""
    ran = run("timeline", "Orrin Bridge", *ASKED, data=data)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith("3 Mar 2026          The Orrin Bridge was closed on Tuesday")
    assert lines[1].startswith("reported 6 Mar 2026 Nine workers were injured")
    assert lines[2].startswith("20 Mar 2026         Cars crossed the Orrin Bridge")
    assert lines[lines.index("Undated") + 1].startswith("undated The Orrin Bridge has four piers")
    assert "  [1] Vale Herald · 4 March 2026, 09:00 UTC · Orrin Bridge closed" in lines
    assert "4 articles found about it by 2 outlets, 4 March 2026 to 20 March 2026, 1 undated." in (
        lines
    )
    assert lines[-1].startswith("As of 28 March 2026")


def test_a_timeline_keeps_to_its_options(data):
    """Time and outlet set by hand, and how many at most."""
    late = run("timeline", "Orrin Bridge", "--since", "10 March", *ASKED, data=data)
    assert "Cars crossed" in late.out
    assert "Nine workers" not in late.out
    post = run("timeline", "Orrin Bridge", "--outlet", "harbour post", *ASKED, data=data)
    assert post.out.splitlines()[2].startswith("reported 6 Mar 2026 Nine workers")
    few = run("timeline", "Orrin Bridge", "--most", "1", *ASKED, data=data)
    assert "and 2 more events; --most shows more." in few.out


def test_a_topic_may_come_without_quotation_marks(data):
    """The shell then hands it over word by word."""
    found = json.loads(run("timeline", "Orrin", "Bridge", *ASKED, "--json", data=data).out)
    assert (found["topic"], found["status"]) == ("Orrin Bridge", "answered")


def test_quotes_show_the_words_of_the_article(data):
    """--quotes adds the exact words of each citation."""
    ran = run("timeline", "Orrin Bridge", "--quotes", *ASKED, data=data)
    assert "“Cars crossed the Orrin Bridge again on Friday with a piper in front.”" in ran.out


def test_json_is_one_object_and_nothing_else(data):
    """Lines, citations as of an answer, and the coverage; dates in ISO 8601."""
    ran = run("timeline", "Orrin Bridge", "--json", *ASKED, data=data)
    found = json.loads(ran.out)
    assert ran.out.count("\n") == 1
    assert (found["topic"], found["status"]) == ("Orrin Bridge", "answered")
    assert found["lines"][0] == {
        "text": "The Orrin Bridge was closed on Tuesday after divers found a crack in a pier.",
        "citations": [1],
        "date": "2026-03-03",
        "precision": "day",
        "dated_by": "text",
        "guessed": False,
        "outlets": ["Vale Herald"],
    }
    assert set(found["citations"][0]) >= {
        "n", "article_id", "title", "outlet", "url", "published", "quote", "start", "end", "link",
    }  # fmt: skip
    assert found["citations"][0]["published"] == "2026-03-04T09:00:00+00:00"
    assert found["coverage"]["counts"][0] == {
        "day": "2026-03-04", "outlet": "Vale Herald", "articles": 1,
    }  # fmt: skip
    assert found["coverage"]["undated"] == 1
    assert found["understood"]["names"] == ["Orrin Bridge"]


def test_a_topic_the_news_is_silent_on_exits_3(data):
    """With the headlines that came closest, in words and as JSON; an empty library has none."""
    ran = run("timeline", "Volcano on Mount Hesper", *ASKED, data=data)
    assert ran.code == NOT_IN_NEWS
    assert "Closest:" in ran.out
    said = run("timeline", "Volcano on Mount Hesper", "--json", *ASKED, data=data)
    assert json.loads(said.out)["status"] == "not_in_news"
    assert said.code == NOT_IN_NEWS
    empty = run("timeline", "Orrin Bridge", "--library", "guild-9", data=data)
    assert (empty.code, "There is no news here yet" in empty.out) == (NOT_IN_NEWS, True)


def test_a_picture_is_drawn_beside_the_text(data, tmp_path):
    """A PNG; with JSON too, whose output stays one object."""
    file = tmp_path / "bridge.png"
    ran = run("timeline", "Orrin Bridge", "--picture", str(file), *ASKED, data=data)
    assert ran.code == 0
    assert file.read_bytes().startswith(b"\x89PNG")
    assert f"Drawn in {file}." in ran.out
    file.unlink()
    said = run("timeline", "Orrin Bridge", "--json", "--picture", str(file), *ASKED, data=data)
    assert json.loads(said.out)["status"] == "answered"
    assert file.exists()


def test_a_picture_that_cannot_be_drawn_says_why(data, tmp_path):
    """Nothing dated, a folder that is not there, a name of another kind."""
    file = tmp_path / "none.png"
    ran = run("timeline", "Volcano", "--picture", str(file), *ASKED, data=data)
    assert (ran.code, file.exists()) == (NOT_IN_NEWS, False)
    assert "Nothing dated to draw" in ran.err
    lost = run("timeline", "Orrin Bridge", "--picture", str(tmp_path / "a" / "b.png"), data=data)
    assert lost.code == 1
    assert "cannot be written" in lost.err
    wrong = run("timeline", "Orrin Bridge", "--picture", "bridge.gif", data=data)
    assert wrong.code == 2
    assert ".png" in wrong.err


def test_changes_are_printed_with_both_figures(data):
    """What is new, the figure before and after, what was known, and the sources of all."""
    ran = run("changes", "Orrin Bridge", "--since", "5 March", *ASKED, data=data)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("New since 5 March 2026\nreported 20 Mar 2026 Cars crossed")
    assert "• Twelve workers were injured [" in ran.out
    assert "] → Nine workers were injured [" in ran.out
    assert "Known before\n3 Mar 2026 The Orrin Bridge was closed" in ran.out
    assert "[1] Vale Herald · 20 March 2026, 15:00 UTC · Orrin Bridge open again" in ran.out


def test_changes_as_json(data):
    """Every part under its name."""
    ran = run("changes", "Orrin Bridge", "--since", "2026-03-05", "--json", *ASKED, data=data)
    found = json.loads(ran.out)
    assert found["since"] == "2026-03-05T00:00:00+00:00"
    assert found["status"] == "answered"
    assert found["figures"][0]["before"] == "Twelve workers were injured"
    assert {"news", "figures", "corrections", "before", "citations", "as_of"} <= set(found)


def test_nothing_new_exits_3_and_says_how_new_the_newest_is(data):
    """The date is that of the newest article about the topic."""
    ran = run("changes", "Orrin Bridge", "--since", "21 March", "--until", "27 March", *ASKED,
              data=data)  # fmt: skip
    assert ran.code == NOT_IN_NEWS
    assert (
        "Nothing new about “Orrin Bridge” since 21 March 2026; "
        "the newest article about it is of 20 March 2026."
    ) in ran.out


@pytest.mark.parametrize(
    "words",
    [
        ["timeline"],
        ["timeline", "!?"],
        ["timeline", "bridge", "--since", "sometime"],
        ["timeline", "bridge", "--outlet", "Nobody's Gazette"],
        ["timeline", "bridge", "--most", "0"],
        ["changes", "bridge"],
        ["changes", "bridge", "--since", "sometime"],
        ["changes", "bridge", "--since", "5 March", "--asked-at", "noon"],
    ],
)
def test_wrong_use_exits_2(data, words):
    """With a sentence on what is wrong."""
    ran = run(*words, data=data)
    assert ran.code == 2
    assert ran.err


@pytest.fixture
def bridge(archive):
    """An archive whose one article was read in two revisions."""
    text = "The Orrin Bridge was closed on Tuesday. Twelve workers were hurt, the county said."
    put(archive, draft(text, title="Orrin Bridge", published=day(4), outlet="Vale Herald"))
    return archive


def test_what_others_wrote_cannot_steer_the_terminal(archive):
    """Escape codes in a text or a name are shown as nothing."""
    text = "The Orrin Bridge \x1b[31mwas closed\x07 on Tuesday."
    put(archive, draft(text, title="Orrin\x1b[2J Bridge", published=day(4), outlet="V\x1b[1mH"))
    found = timeline(archive, "Orrin Bridge", [SHARED], asked_at=day(9))
    assert found.lines
    assert not {"\x1b", "\x07"} & set(plain(timeline_lines(found, quotes=True)))


def test_text_wraps_beside_the_dates(bridge):
    """On a terminal no line of a sentence stands below its date."""
    found = timeline(bridge, "Orrin Bridge", [SHARED], asked_at=day(9))
    first, second, *_ = seen(*timeline_lines(found), width=40).splitlines()
    assert first.startswith("3 Mar 2026 The Orrin Bridge")
    assert second.startswith(" " * 11)


def test_a_correction_is_shown_with_what_it_took_the_place_of(bridge):
    """Before and now, each with its own source."""
    text = "The Orrin Bridge was closed on Tuesday. Ten workers were hurt, the county said."
    put(bridge, draft(text, title="Orrin Bridge", published=day(4), outlet="Vale Herald"))
    found = changes(bridge, "Orrin Bridge", [SHARED], since=day(5), asked_at=day(9))
    shown = plain(changes_lines(found))
    assert "Corrected\n  before: Twelve workers were hurt, the county said. [" in shown
    assert "  now:    Ten workers were hurt, the county said. [" in shown


def test_since_a_moment_of_a_day_says_the_hour(bridge):
    """A day that has only begun is not all of it."""
    since = datetime(2026, 3, 5, 14, 30, tzinfo=UTC)
    found = changes(bridge, "Orrin Bridge", [SHARED], since=since, asked_at=day(9))
    assert "since 5 March 2026, 14:30 UTC;" in plain(changes_lines(found))


@pytest.mark.parametrize(
    ("grain", "by", "guessed", "words"),
    [
        ("day", "text", False, "4 Mar 2026"),
        ("month", "text", False, "Mar 2026"),
        ("year", "text", False, "2026"),
        ("day", "published", False, "reported 4 Mar 2026"),
        ("day", "published", True, "reported ~4 Mar 2026"),
    ],
)
def test_a_date_says_how_precise_it_is_and_whose(grain, by, guessed, words):
    """The event's own, or that of the report; a guess is marked."""
    assert when(Line("", (1,), date(2026, 3, 4), grain, by, guessed, ())) == words
