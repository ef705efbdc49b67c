"""A topic's timeline: its events in order, each dated, verbatim and cited."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from retrieval.answers import Understood, Window
from retrieval.news import SHARED, Article
from retrieval.story.coverage import Count, coverage
from retrieval.story.dating import happened, published
from retrieval.story.timeline import timeline
from tests.retrieval.drafts import day, draft, put

ASKED = datetime(2026, 3, 28, 12, tzinfo=UTC)
SPAN = (
    "The Orrin Bridge was closed to all traffic on Tuesday after divers found a crack in its "
    "second pier. Buses to Lowmoor turn round at the market."
)
MONEY = (
    "The county set aside 4 million crowns on Monday to mend the Orrin Bridge. "
    "Councillor Brid Tallow called it the least that could be done."
)
OPEN = "Cars crossed the Orrin Bridge again on Friday morning. A piper led the first of them over."


def news(archive, slug, text, published_on, **more) -> Article:
    given = {"slug": slug, "title": slug.replace("-", " ").capitalize(), "outlet": "Vale Herald"}
    return put(archive, draft(text, published=published_on, **(given | more)))


@pytest.fixture
def bridge(archive):
    """A bridge closed, paid for and opened again; and other news of those days."""
    news(archive, "orrin-bridge-closed", SPAN, day(4))
    news(archive, "orrin-bridge-money", MONEY, day(9))
    news(archive, "orrin-bridge-open", OPEN, day(20))
    news(archive, "ferry-late", "The ferry to Skerry was an hour late on Monday.", day(9))
    news(archive, "choir", "The Lowmoor choir sang for the first time in May Hall.", day(12))
    return archive


def told(archive, topic="Orrin Bridge", **more):
    return timeline(archive, topic, [SHARED], **({"asked_at": ASKED} | more))


def test_events_are_told_oldest_first_with_their_days(bridge):
    """A line an event, by the day that its sentence names and not that of the article."""
    lines = told(bridge).lines
    assert [(line.date, line.dated_by) for line in lines] == [
        (date(2026, 3, 3), "text"),
        (date(2026, 3, 9), "text"),
        (date(2026, 3, 20), "text"),
    ]
    assert lines[0].text.startswith("The Orrin Bridge was closed")


def test_every_line_is_verbatim_and_cited(bridge):
    """A citation's quote is the line, and stands in the article at its offsets."""
    found = told(bridge)
    cited = {one.n: one for one in found.citations}
    for line in found.lines:
        citation = cited[line.citations[0]]
        text = bridge.article(citation.article_id, [SHARED]).text
        assert citation.quote == line.text == text[citation.start : citation.end]


def test_without_a_day_in_the_sentence_the_publication_dates_it(archive):
    """It is told apart from the day of an event."""
    news(archive, "orrin-bridge-crack", "A crack in the Orrin Bridge worries engineers.", day(2))
    (line,) = told(archive).lines
    assert (line.date, line.dated_by, line.precision) == (date(2026, 3, 2), "published", "day")


def test_one_event_is_one_line_however_many_tell_it(bridge):
    """Each outlet that tells it in its own words is cited."""
    other = "Divers found a crack in the second pier of the Orrin Bridge, which closed on Tuesday."
    news(bridge, "bridge-shut", other, day(4), outlet="Harbour Post")
    first, *rest = told(bridge).lines
    assert set(first.outlets) == {"Vale Herald", "Harbour Post"}
    assert len(first.citations) == 2
    assert len(rest) == 2


def test_copies_of_one_text_are_one_source(archive):
    """The others that ran it are named with the citation, and count as no outlet of their own."""
    original = news(archive, "orrin-bridge-closed", SPAN, day(4))
    copy = draft(SPAN, slug="copy", published=day(4), outlet="Meridian Wire")
    put(archive, copy, duplicate_of=original.id, story=original.story)
    found = told(archive)
    assert [line.outlets for line in found.lines] == [("Vale Herald",)]
    assert found.citations[0].also == ("Meridian Wire",)


def test_what_has_no_date_is_told_apart(bridge):
    """Its day is not guessed."""
    undated = "The Orrin Bridge has four piers of granite and one of brick."
    news(bridge, "orrin-bridge-piers", undated, None)
    found = told(bridge)
    assert [(line.text, line.date) for line in found.undated] == [(undated, None)]
    assert None not in [line.date for line in found.lines]
    assert found.coverage.undated == 1


def test_later_recaps_are_not_told_again(bridge):
    """A later article that begins with what is known adds no event of its own day."""
    recap = "The Orrin Bridge was closed to all traffic after divers found a crack in its pier."
    news(bridge, "orrin-bridge-recap", recap, day(15))
    assert date(2026, 3, 15) not in [line.date for line in told(bridge).lines]


@pytest.mark.parametrize(
    ("topic", "days"),
    [
        ("Orrin Bridge since 8 March", [9, 20]),
        ("the Orrin Bridge from 5 March to 12 March", [9]),
        ("Orrin Bridge before 5 March", [3]),
    ],
)
def test_a_time_in_the_topic_limits_it(bridge, topic, days):
    """Only what happened then is told, and the words of the time are none of the topic."""
    assert [line.date.day for line in told(bridge, topic).lines] == days


def test_a_time_and_outlets_set_by_hand_limit_it(bridge):
    """As they do a question."""
    news(bridge, "bridge-toll", "The Orrin Bridge toll is gone.", day(22), outlet="Harbour Post")
    by_hand = Understood("", windows=(Window(day(8), None),), only=("Harbour Post",))
    assert [line.date.day for line in told(bridge, chosen=by_hand).lines] == [22]


def test_an_outlet_in_the_topic_limits_it(bridge):
    """It is no word of the topic."""
    news(bridge, "bridge-toll", "The Orrin Bridge toll is gone.", day(22), outlet="Harbour Post")
    found = told(bridge, "Orrin Bridge according to the Harbour Post")
    assert [line.outlets for line in found.lines] == [("Harbour Post",)]


def test_news_without_the_topics_name_is_not_about_it(bridge):
    """A bridge of another name is another bridge."""
    news(bridge, "tolm-bridge", "The Tolm Bridge was painted green on Thursday.", day(12))
    texts = [line.text for line in told(bridge).lines]
    assert len(texts) == 3
    assert not any("Tolm" in text for text in texts)


def test_a_topic_the_news_is_silent_on_names_what_is_closest(bridge):
    """No line is made up."""
    found = told(bridge, "Volcano on Mount Hesper")
    assert (found.lines, found.undated, found.citations) == ((), (), ())
    assert found.closest
    assert found.coverage.articles == 0


def test_an_empty_library_is_silent(archive):
    """There is nothing to name either."""
    found = told(archive)
    assert (found.lines, found.closest, found.as_of.articles) == ((), (), 0)


def test_what_had_not_come_out_by_then_is_not_told(bridge):
    """Asked as of an earlier day, later news does not count."""
    assert [line.date.day for line in told(bridge, asked_at=day(10)).lines] == [3, 9]


def test_no_more_events_are_told_than_wanted(bridge):
    """How many were left out is said."""
    found = told(bridge, most=2)
    assert (len(found.lines), found.left_out) == (2, 1)
    assert [line.date for line in found.lines] == sorted(line.date for line in found.lines)


def test_other_libraries_are_not_told(bridge):
    """Nothing of another guild's news, not even its headline."""
    secret = draft("The Orrin Bridge was sold on Friday.", slug="sold", published=day(21))
    put(bridge, secret, library="guild-2")
    assert not any("sold" in line.text for line in told(bridge).lines)
    assert timeline(bridge, "Orrin Bridge", ["guild-3"], asked_at=ASKED).lines == ()


def test_opinion_gives_way_to_news(bridge):
    """A column of the same day does not tell the event."""
    column = "I have crossed the Orrin Bridge all my life, and I hope that it closes for good."
    news(bridge, "orrin-bridge-column", column, day(25), section="Opinion")
    assert not any(line.text == column for line in told(bridge).lines)


def test_coverage_counts_articles_by_day_and_outlet(bridge):
    """In the asker's zone; what has no date is counted apart."""
    articles = [
        news(bridge, f"n{number}", f"The Orrin Bridge, part {number}.", moment)
        for number, moment in enumerate(
            [datetime(2026, 3, 1, 23, 30, tzinfo=UTC), datetime(2026, 3, 2, 8, tzinfo=UTC), None]
        )
    ]
    counted = coverage(articles, ZoneInfo("Europe/Vienna"))
    assert counted.counts == (Count(date(2026, 3, 2), "Vale Herald", 2),)
    assert (counted.undated, counted.articles, counted.outlets) == (1, 3, ("Vale Herald",))


def test_copies_are_counted_where_they_are_of_what_was_asked(bridge):
    """As the sources name who ran a text; each at its own day, and not what was left out."""
    first = next(one for one in bridge.articles([SHARED]) if one.text == OPEN)
    for outlet, at in (("City Wire", day(21)), ("Tarnholt Echo", None)):
        copy = draft(OPEN, outlet=outlet, slug=outlet, published=at)
        put(bridge, copy, duplicate_of=first.id, story=first.story)
    found = told(bridge)
    assert found.citations[-1].also == ("City Wire", "Tarnholt Echo")
    assert Count(date(2026, 3, 21), "City Wire", 1) in found.coverage.counts
    assert (found.coverage.articles, found.coverage.undated) == (5, 1)
    only = Understood("Orrin Bridge", only=("Vale Herald",))
    assert told(bridge, chosen=only).coverage.articles == 3


def test_a_day_without_a_time_is_the_same_everywhere():
    """Midnight in UTC is no evening before in America."""
    article = _article(datetime(2026, 3, 4, tzinfo=UTC))
    when = published(replace(article, precision="day"), ZoneInfo("America/New_York"))
    assert when is not None
    assert when.day == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The bridge was closed on Tuesday.", (date(2026, 3, 3), "day")),
        ("On 20 February the bridge shook.", (date(2026, 2, 20), "day")),
        ("The bridge was closed yesterday.", (date(2026, 3, 3), "day")),
        ("In June 2024, divers looked at the piers.", (date(2024, 6, 1), "month")),
        ("The bridge was last painted in 2011.", (date(2011, 1, 1), "year")),
        ("It shut on Tuesday, two years after a flood in May 2024.", (date(2026, 3, 3), "day")),
    ],
)
def test_a_certain_time_in_a_sentence_dates_it(sentence, expected):
    """Weekdays are seen from the day of publication, a Wednesday here."""
    when = happened(sentence, _article(day(4)), UTC)
    assert when is not None
    assert (when.day, when.grain, when.by) == (*expected, "text")


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge will be closed on Tuesday.",
        "The bridge is expected to open on Friday.",
        "The bridge, which had shaken on 20 February, was mended.",
        "It shut after a storm on Sunday.",
        "The bridge has been closed since Monday.",
        "The vote was on Monday and the count on Tuesday.",
        "Tuesday's vote was close.",
        "The county pays for a new pier and two rails and for the lamps broken on 28 February.",
        "The bridge opens on 2 May.",
        "“It shook on Tuesday,” a driver said.",
        "The bridge is closed.",
    ],
)
def test_a_doubtful_time_dates_nothing(sentence):
    """What is to come, another event's, a bound, one of two, an adjective, a quotation."""
    assert happened(sentence, _article(day(4)), UTC) is None


def test_nothing_is_dated_by_words_when_nobody_knows_when_they_were_written():
    """Any Tuesday could be meant."""
    assert happened("The bridge was closed on Tuesday.", _article(None), UTC) is None


def test_hostile_text_is_told_as_it_is(archive):
    """Brackets and signs are cited unchanged, and words without end are no line."""
    text = f"The Orrin Bridge closed [1] <b>on Tuesday</b>. {'Bridge ' * 3000}{'(' * 500}"
    news(archive, "orrin-bridge-odd", text, day(4))
    (line,) = told(archive, '“Orrin Bridge" ($^{ \u202e\0 [*').lines
    assert line.text == "The Orrin Bridge closed [1] <b>on Tuesday</b>."


def _article(moment: datetime | None) -> Article:
    made = draft("The bridge.", published=moment)
    fields = {name: getattr(made, name) for name in made.__dataclass_fields__}
    return Article(**fields, id="a1", library=SHARED, revision=1, first_seen=ASKED, story="a1")
