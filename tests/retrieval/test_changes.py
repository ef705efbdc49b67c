"""What is new about a topic since a moment, against what was known before."""

from datetime import UTC, datetime

import pytest

from retrieval.answers import Understood
from retrieval.news import SHARED, Article
from retrieval.story.changes import Changes, changes
from tests.retrieval.drafts import day, draft, put, set_clock

ASKED = datetime(2026, 3, 28, 12, tzinfo=UTC)
FIRE = (
    "Fire destroyed the Halden mill in Lowmoor in the night. "
    "Twelve workers were injured in the Halden mill, the fire chief said. "
    "The mill wove sailcloth for two hundred years."
)
FIGURE = (
    "Nine workers were injured in the fire at the Halden mill, the fire chief said on Monday. "
    "Three of them had been counted twice."
)
CAUSE = "Sparks from a grinding wheel lit the fire at the Halden mill, investigators found."


@pytest.fixture
def mill(archive, monkeypatch):
    """A fire that was known of on the fifth of March, everything read on the day it came out."""
    set_clock(monkeypatch, day(4))
    news(archive, "mill-burns", FIRE, day(4))
    news(archive, "ferry-late", "The ferry to Skerry was an hour late on Monday.", day(4))
    set_clock(monkeypatch, day(9))
    return archive


def news(archive, slug, text, published_on, **more) -> Article:
    given = {"slug": slug, "title": slug.replace("-", " ").capitalize(), "outlet": "Vale Herald"}
    return put(archive, draft(text, published=published_on, **(given | more)))


def told(archive, topic="Halden mill", **more) -> Changes:
    given = {"since": day(5), "asked_at": ASKED} | more
    return changes(archive, topic, [SHARED], **given)


def test_what_was_not_known_is_new(mill):
    """It is told verbatim with its source, and what was known before stands beside it."""
    news(mill, "mill-cause", CAUSE, day(10))
    found = told(mill)
    assert [line.text for line in found.news] == [CAUSE]
    assert found.before[0].text == "Fire destroyed the Halden mill in Lowmoor in the night."
    cited = {one.n: one.quote for one in found.citations}
    assert cited[found.news[0].citations[0]] == CAUSE
    assert (found.considered, found.newest) == (1, day(10))


def test_what_was_known_is_not_new_again(mill):
    """Neither word for word nor in nearly the same words."""
    news(
        mill,
        "mill-again",
        "Fire destroyed the Halden mill in Lowmoor in the night. "
        "The mill had woven sailcloth for two hundred years.",
        day(10),
        outlet="Harbour Post",
    )
    found = told(mill)
    assert (found.news, found.figures, found.corrections) == ((), (), ())
    assert not found.any
    assert (found.considered, found.newest) == (1, day(10))


def test_nothing_newer_says_how_new_the_newest_is(mill):
    """What was known is told all the same."""
    found = told(mill)
    assert not found.any
    assert (found.considered, found.newest) == (0, day(4))
    assert found.before


def test_a_figure_that_changed_is_told_with_both_sources(mill):
    """In the words of each."""
    news(mill, "mill-count", FIGURE, day(9))
    found = told(mill)
    (figure,) = found.figures
    assert (figure.before, figure.after) == (
        "Twelve workers were injured",
        "Nine workers were injured",
    )
    cited = {one.n: one.quote for one in found.citations}
    assert figure.before in cited[figure.before_citation]
    assert figure.after in cited[figure.after_citation]


@pytest.mark.parametrize(
    "text",
    [
        "Twelve workers were injured in the Halden mill, the hospital said.",
        "12 workers were injured in the fire at the Halden mill, the county said.",
        "Two more workers were injured in the Halden mill when a wall fell, the fire chief said.",
        "Two of the workers injured in the Halden mill have gone home, the fire chief said.",
        "Nine workers of the Halden mill were paid on Monday, the fire chief said.",
        "In 1931, four workers were injured in the Halden mill, the fire chief said.",
        "Workers of the Halden mill were paid for 9 March, the fire chief said.",
        "Ada Brock, 31, was injured in the Halden mill, the fire chief said.",
    ],
)
def test_other_figures_are_no_change(mill, text):
    """The same one, a part of it, what came to it, another thing, another year, a day, an age."""
    news(mill, "mill-other", text, day(9))
    assert told(mill).figures == ()


def test_a_revision_is_told_as_a_correction(mill):
    """What the article said when it was known stands beside what it says now."""
    corrected = FIRE.replace("Twelve workers", "Ten workers")
    news(mill, "mill-burns", corrected, day(4))
    (correction,) = told(mill).corrections
    assert correction.before is not None
    assert correction.before.text.startswith("Twelve workers were injured")
    assert correction.after.text.startswith("Ten workers were injured")


def test_a_correction_cites_each_revision(mill):
    """The words of before are quoted from the text of before."""
    news(mill, "mill-burns", FIRE.replace("Twelve workers", "Ten workers"), day(4))
    found = told(mill)
    (correction,) = found.corrections
    revisions = {one.n: one.revision for one in found.citations}
    assert correction.before is not None
    assert revisions[correction.before.citations[0]] == 1
    assert revisions[correction.after.citations[0]] == 2


def test_a_sentence_added_to_an_article_is_a_correction_of_nothing(mill):
    """There is nothing that it took the place of."""
    added = "Sparks from a wheel had lit the Halden mill."
    news(mill, "mill-burns", f"{FIRE} {added}", day(4))
    (correction,) = told(mill).corrections
    assert (correction.before, correction.after.text) == (None, added)


def test_a_revision_known_already_is_no_correction(mill, monkeypatch):
    """What was corrected before the moment is what was known."""
    news(mill, "mill-burns", FIRE.replace("Twelve workers", "Ten workers"), day(4))
    set_clock(monkeypatch, day(20))
    assert told(mill, since=day(12)).corrections == ()


def test_the_undated_is_new_when_it_was_first_read_since(mill):
    """Nobody knows when it was written."""
    news(mill, "mill-cause", CAUSE, None)
    found = told(mill)
    assert [(line.text, line.date) for line in found.news] == [(CAUSE, None)]


def test_new_things_are_told_newest_first_and_once(mill):
    """Two outlets that tell one event are one line."""
    news(mill, "mill-cause", CAUSE, day(10))
    again = "Investigators found that sparks from a grinding wheel lit the Halden mill."
    news(mill, "mill-sparks", again, day(10), outlet="Harbour Post")
    sold = "The county bought the ruin of the Halden mill for a park."
    news(mill, "mill-sold", sold, day(14))
    found = told(mill)
    assert found.news[0].text == sold
    assert len(found.news) == 2
    assert set(found.news[1].outlets) == {"Vale Herald", "Harbour Post"}


def test_no_more_is_told_than_wanted(mill):
    """The rest of the news is left out."""
    news(mill, "mill-cause", CAUSE, day(10))
    news(mill, "mill-sold", "The county bought the Halden mill for a park.", day(14))
    assert len(told(mill, most=1).news) == 1


def test_only_the_topic_counts(mill):
    """Other news of those days is none about it, nor is what was not out yet when asked."""
    news(mill, "ferry-sunk", "The ferry to Skerry sank off the mole.", day(10))
    news(mill, "mill-cause", CAUSE, day(20))
    assert not told(mill, asked_at=day(12)).any


def test_outlets_chosen_by_hand_limit_it(mill):
    """Before and since."""
    news(mill, "mill-cause", CAUSE, day(10))
    found = told(mill, chosen=Understood("", only=("Harbour Post",)))
    assert (found.news, found.before) == ((), ())


def test_a_topic_the_news_is_silent_on_names_what_is_closest(mill):
    """There was nothing before either."""
    found = told(mill, "Volcano on Mount Hesper")
    assert not found.any
    assert found.before == ()
    assert found.closest


def test_other_libraries_are_not_told(mill):
    """Neither as news nor as known."""
    put(mill, draft(CAUSE, slug="secret", published=day(10)), library="guild-2")
    assert told(mill).considered == 0
