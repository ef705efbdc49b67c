"""The news of a stretch of time: its stories, most covered first, each verbatim and cited."""

from datetime import UTC, datetime, timedelta

import pytest

from retrieval.news import SHARED
from retrieval.story.digest import digest
from retrieval.story.recent import came_out
from tests.retrieval.drafts import day, draft, put, set_clock

SINCE = datetime(2026, 3, 9, tzinfo=UTC)
UNTIL = SINCE + timedelta(days=1)
MORNING = day(9)
FERRY = (
    "The ferry Grey Heron ran aground off Kelp Head on Monday with 214 people on board. "
    "Lifeboats took all of them to Saltmere, where twelve were treated for bruises."
)
FERRY_TOO = (
    "All 214 people on the Grey Heron were brought ashore on Monday after the ferry ran on to "
    "rocks off Kelp Head. Lifeboats from Saltmere needed three hours."
)
BUDGET = (
    "Tarnholt city council passed a budget of 612 million crowns on Monday evening. "
    "Buses will be free for everyone under 16 from May."
)
CUP = "Quillport Rovers won the Brennia Cup on Monday for the first time since 1998."


def news(archive, slug, text, published=MORNING, **more):
    given = {"slug": slug, "title": slug.replace("-", " ").capitalize(), "outlet": "Vale Herald"}
    kept = {name: more.pop(name) for name in ("story", "duplicate_of") if name in more}
    return put(archive, draft(text, published=published, **(given | more)), **kept)


@pytest.fixture
def monday(archive):
    """A ferry aground, told twice; a budget, a cup won; and news of another day."""
    news(archive, "cup-for-the-rovers", CUP, day(9) + timedelta(hours=3))
    news(archive, "ferry-grey-heron-aground-off-kelp-head", FERRY)
    news(archive, "grey-heron-ferry-on-rocks-off-kelp-head", FERRY_TOO, outlet="Harbour Post")
    news(archive, "council-passes-budget", BUDGET, day(9) + timedelta(hours=2))
    news(archive, "bridge-open-again", "Cars crossed the Orrin Bridge again.", day(12))
    return archive


def told(archive, **more):
    return digest(archive, [SHARED], **({"since": SINCE, "until": UNTIL} | more))


def test_most_covered_first_and_then_the_newest(monday):
    """One story a line, whoever tells it; nothing of another day."""
    found = told(monday)
    assert [one.articles for one in found.stories] == [2, 1, 1]
    assert set(found.stories[0].outlets) == {"Vale Herald", "Harbour Post"}
    assert [one.title for one in found.stories[1:]] == [
        "Cup for the rovers",
        "Council passes budget",
    ]
    assert (found.articles, found.left_out) == (4, 0)


def test_every_line_is_verbatim_and_cited(monday):
    """Its first citation is the line; each outlet of a story is cited, numbered as they come."""
    found = told(monday)
    cited = {one.n: one for one in found.citations}
    assert list(cited) == [1, 2, 3, 4]
    for story in found.stories:
        first = cited[story.line.citations[0]]
        text = monday.article(first.article_id, [SHARED]).text
        assert text[first.start : first.end] == first.quote == story.line.text
    assert {cited[n].outlet for n in found.stories[0].line.citations} == {
        "Vale Herald",
        "Harbour Post",
    }


def test_copies_of_one_text_are_one_telling(monday):
    """A wire report that three outlets ran is less covered than what two tell on their own."""
    first = news(monday, "choir", "The Lowmoor choir sang in May Hall on Monday evening.")
    for number in range(3):
        copied = {"duplicate_of": first.id, "story": first.story, "outlet": f"Outlet {number}"}
        news(monday, f"choir-{number}", first.text, **copied)
    found = told(monday)
    assert found.stories[0].title.startswith(("Ferry", "Grey"))
    (choir,) = [one for one in found.stories if one.title == "Choir"]
    assert len(choir.line.citations) == 1
    cited = next(one for one in found.citations if one.n == choir.line.citations[0])
    assert cited.also == ("Outlet 0", "Outlet 1", "Outlet 2")


def test_what_there_is_no_room_for_is_counted(monday):
    """And only what is shown is cited."""
    found = told(monday, most=1)
    assert (len(found.stories), found.left_out) == (1, 2)
    assert len(found.citations) == 2


def test_of_more_than_can_be_compared_it_begins_with_the_newest(monday, monkeypatch):
    """And says so, where it would claim to be of all the days."""
    monkeypatch.setattr("retrieval.story.recent.MOST", 2)
    found = told(monday, until=UNTIL - timedelta(hours=1))
    assert (found.articles, found.since) == (2, MORNING + timedelta(hours=2))
    assert told(monday, topic="volcano").since == found.since
    monkeypatch.undo()
    assert told(monday).since == SINCE


def test_a_topic_and_outlets_limit_it(monday):
    """To the articles about it, and to theirs."""
    assert [one.articles for one in told(monday, topic="Grey Heron ferry").stories] == [2]
    (only,) = told(monday, outlets=["Harbour Post"]).stories
    assert only.outlets == ("Harbour Post",)
    assert told(monday, topic="airline pilots").stories == ()


def test_the_undated_counts_as_of_when_it_was_read(archive, monkeypatch):
    """Nobody knows more."""
    set_clock(monkeypatch, day(9))
    news(archive, "cup", CUP, None)
    (story,) = told(archive).stories
    assert (story.newest, story.line.date) == (None, None)
    assert told(archive, since=UNTIL, until=UNTIL + timedelta(days=1)).stories == ()


def test_the_undated_comes_after_its_equals_that_have_a_date(monday, monkeypatch):
    """It may be old, however lately it was read."""
    set_clock(monkeypatch, day(9) + timedelta(hours=9))
    news(monday, "how-a-depth-alarm-works", "A ship knows the depth beneath it in two ways.", None)
    titles = [one.title for one in told(monday).stories]
    assert titles[1:] == ["Cup for the rovers", "Council passes budget", "How a depth alarm works"]


def test_a_bare_day_is_told_by_one_digest_and_by_no_other(archive, monkeypatch):
    """Read in the afternoon of its day, it is of the digest of the next morning."""
    afternoon = day(9) + timedelta(hours=6)
    set_clock(monkeypatch, afternoon)
    read = news(archive, "cup", CUP, SINCE, precision="day")
    assert came_out(read) == afternoon
    eight = SINCE + timedelta(hours=8)
    a_day = timedelta(days=1)
    days = [told(archive, since=eight + n * a_day, until=eight + (n + 1) * a_day) for n in (-1, 0)]
    assert [len(one.stories) for one in days] == [0, 1]


def test_what_was_read_too_late_for_the_last_digest_is_told_in_the_next(archive, monkeypatch):
    """If `late` says so: published before the window, first read within."""
    set_clock(monkeypatch, SINCE + timedelta(hours=1))
    news(archive, "cup", CUP, SINCE - timedelta(hours=1))
    assert told(archive).stories == ()
    assert len(told(archive, late=timedelta(hours=6)).stories) == 1


def test_other_libraries_are_never_told_of(monday):
    """Not even as how much there is."""
    found = digest(monday, ["guild:1"], since=SINCE, until=UNTIL)
    assert (found.stories, found.articles, found.as_of.articles) == ((), 0, 0)
