"""The commands digest and matches, run whole, and what they show."""

import json
from dataclasses import replace

import pytest

from bot.commands.asking import NOT_IN_NEWS
from bot.digest_lines import digest_lines, match_lines
from bot.terminal import plain
from retrieval.following import matches
from retrieval.news import SHARED
from retrieval.story.digest import digest
from tests.bot.running import run
from tests.retrieval.drafts import day, draft, put

ARTICLES = [
    {
        "title": "Ferry Grey Heron aground off Kelp Head",
        "text": "The ferry Grey Heron ran aground off Kelp Head on Monday with 214 people aboard. "
        "Lifeboats took all of them to Saltmere.",
        "outlet": "Harbour Post",
        "published": "2026-03-09T09:00:00Z",
        "url": "https://harbour.example/aground",
    },
    {
        "title": "All safe after Grey Heron ferry runs aground off Kelp Head",
        "text": "All 214 people on the Grey Heron were brought ashore on Monday after the ferry "
        "ran aground off Kelp Head.",
        "outlet": "Vale Herald",
        "published": "2026-03-09T11:00:00Z",
        "url": "https://vale.example/safe",
    },
    {
        "title": "Council passes budget",
        "text": "Tarnholt city council passed a budget of 612 million crowns on Monday evening.",
        "outlet": "Vale Herald",
        "published": "2026-03-09T20:00:00Z",
    },
]
THEN = ("--asked-at", "2026-03-10T08:00")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder that holds the articles; tests only read it."""
    folder = tmp_path_factory.mktemp("digest")
    file = folder / "news.jsonl"
    file.write_text("\n".join(map(json.dumps, ARTICLES)), "utf-8")
    ran = run("ingest", str(file), data=folder / "data")
    assert ran.code == 0, ran.err
    return folder / "data"


def test_a_digest_is_of_the_last_day_unless_told_otherwise(data):
    """The most covered story first, its sources, and how much there was."""
    ran = run("digest", *THEN, data=data)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "News, 9 March 2026, 08:00 – 10 March 2026, 08:00 UTC"
    assert lines[2].startswith("2 outlets ")
    assert lines[2].endswith(" [1] [2]")
    assert lines[3] == (
        "1 outlet  Tarnholt city council passed a budget of 612 million crowns on Monday "
        "evening. [3]"
    )
    assert "3 articles in 2 stories." in lines
    assert run("digest", "--asked-at", "2026-03-20", data=data).code == NOT_IN_NEWS


def test_a_digest_keeps_to_its_options(data):
    """Topic, time, outlet, and how many at most."""
    ferry = run("digest", "Grey Heron ferry", *THEN, data=data)
    assert ferry.out.startswith("News of “Grey Heron ferry”, 9 March")
    assert "budget" not in ferry.out
    late = run("digest", "--since", "9 March", "--until", "9 March", data=data)
    assert late.out.startswith("News, on 9 March 2026\n")
    vale = run("digest", "--outlet", "vale herald", *THEN, data=data)
    assert "Harbour Post" not in vale.out
    few = run("digest", "--most", "1", *THEN, data=data)
    assert "and 1 more story; --most shows more." in few.out


def test_quotes_show_the_words_of_the_article(data):
    """--quotes adds the exact words of each citation."""
    ran = run("digest", "--quotes", *THEN, data=data)
    assert "[3] “Tarnholt city council passed a budget of 612 million crowns on Monday" in ran.out


def test_a_digest_as_json_is_one_object(data):
    """Every part under its name."""
    found = json.loads(run("digest", "--json", *THEN, data=data).out)
    assert found["status"] == "answered"
    assert found["stories"][0]["articles"] == 2
    assert {"topic", "since", "until", "as_of", "citations", "left_out"} <= set(found)
    silent = json.loads(run("digest", "volcano", "--json", *THEN, data=data).out)
    assert (silent["status"], silent["stories"]) == ("not_in_news", [])


def test_an_empty_library_says_how_to_begin(data):
    """And exits as for any question that the news does not answer."""
    ran = run("digest", "--library", "guild-9", data=data)
    assert (ran.code, "There is no news here yet" in ran.out) == (NOT_IN_NEWS, True)


def test_matches_show_what_a_follow_would_have_posted(data):
    """Articles with the reason, or that there would have been none."""
    ran = run("matches", "Grey Heron ferry", "--since", "8 March 2026", data=data)
    assert ran.code == 0
    assert ran.out.startswith("A follow of “Grey Heron ferry” would have posted 1 article:")
    assert "likely about it · has Grey Heron, " in ran.out
    none = run("matches", "airline pilots", "--since", "8 March 2026", data=data)
    assert none.code == NOT_IN_NEWS
    assert "would have posted nothing since 8 March 2026.\n" in none.out
    assert "--since" in none.out


def test_matches_as_json_have_no_whole_texts(data):
    """But all by which an article is known."""
    words = ("matches", "Grey Heron ferry", "--since", "8 March 2026", "--json")
    (match,) = json.loads(run(*words, data=data).out)["matches"]
    assert set(match["article"]) == {
        "id", "title", "outlet", "url", "published", "first_seen", "story",
    }  # fmt: skip
    assert match["score"] > 0.6


@pytest.mark.parametrize(
    "words",
    [
        ["digest", "!?"],
        ["digest", "--since", "sometime"],
        ["digest", "--outlet", "Nobody's Gazette"],
        ["digest", "--most", "0"],
        ["matches"],
        ["matches", "!?"],
    ],
)
def test_wrong_use_exits_2(data, words):
    """With a sentence on what is wrong."""
    ran = run(*words, data=data)
    assert ran.code == 2
    assert ran.err


def test_what_others_wrote_cannot_steer_the_terminal(archive):
    """Escape codes in a text, a name or a topic are shown as nothing."""
    text = "The Orrin Bridge \x1b[31mwas closed\x07 on Tuesday."
    put(archive, draft(text, title="Orrin\x1b[2J Bridge", published=day(4), outlet="V\x1b[1mH"))
    told = digest(archive, [SHARED], since=day(3), until=day(5), topic="Orrin Bridge")
    posted = matches(
        archive, "Orrin Bridge", [SHARED], after=day(1), until=day(5).replace(year=9000)
    )
    assert (len(told.stories), len(posted)) == (1, 1)
    odd = replace(told, topic="Orrin\x1b[2J")
    shown = plain([*digest_lines(odd, quotes=True), *match_lines("a\x1b[2J", posted, day(3))])
    assert not {"\x1b", "\x07"} & set(shown)
