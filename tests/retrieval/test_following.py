"""What a follow of a topic matches: new articles about it, one a story, with the reason."""

from datetime import UTC, datetime, timedelta

import pytest

from retrieval.following import matches
from retrieval.news import SHARED
from retrieval.story.subject import occurring, subject
from tests.retrieval.drafts import draft, put, set_clock

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
STRIKE = (
    "Dockers at Saltmere walked out at dawn on Monday, and the port strike stopped every crane. "
    "The union wants nine per cent more pay. The harbour board called the strike a blow."
)
RETOLD = (
    "The port strike at Saltmere began at dawn on Monday when dockers walked out. "
    "Every crane stood still; the union asks for nine per cent more pay from the harbour board."
)
ENDED = (
    "The port strike in Saltmere is over: dockers voted on Tuesday for a deal of six per cent. "
    "Cranes will turn again on Wednesday morning, the union said."
)
BY_THE_WAY = (
    "The Lowmoor choir sang for the first time in May Hall on Saturday. Tickets were sold out "
    "for weeks, though two singers came late from the port."
)


@pytest.fixture
def seen(archive, monkeypatch):
    """Put an article in as read, and published, at a moment."""

    def put_in(slug, text, when=NOON, **more):
        set_clock(monkeypatch, when)
        given = {"slug": slug, "title": slug.replace("-", " ").capitalize(), "published": when}
        story = {"story": more.pop("story")} if "story" in more else {}
        return put(archive, draft(text, **({"outlet": "Vale Herald"} | given | more)), **story)

    return put_in


def found(archive, topic="port strike", **more):
    given = {"after": NOON - HOUR, "until": NOON + HOUR}
    return matches(archive, topic, [SHARED], **(given | more))


def test_what_is_about_the_topic_is_matched_and_nothing_else(archive, seen):
    """A word of it by the way is not enough."""
    about = seen("port-strike-stops-cranes", STRIKE)
    seen("choir-sings", BY_THE_WAY)
    (match,) = found(archive)
    assert match.article.id == about.id
    assert match.score > 0.6


def test_who_opens_with_the_whole_name_followed_is_about_it(archive, seen):
    """The model knows no ship of ours; but one who is named by the way is not what it is about."""
    inquiry = seen(
        "inquiry-opens",
        "An inquiry into the grounding of the Grey Heron opened in Tarnholt on Monday. Captain "
        "Ines Marlow is heard first. The harbour board has named a retired judge to lead it.",
    )
    seen(
        "choir-sings",
        f"{BY_THE_WAY} The next concert is planned for the spring, when the hall has new lamps, "
        "and the conductor hopes for a larger choir by then. Among the guests were two stokers "
        "of the Grey Heron.",
    )
    (match,) = found(archive, topic="Grey Heron")
    assert match.article.id == inquiry.id


def test_a_match_says_why_in_the_words_of_the_article(archive, seen):
    """The topic's words as they stand there, and a quote that stands at its offsets."""
    seen("port-strike-stops-cranes", STRIKE)
    (match,) = found(archive)
    assert [word.lower() for word in match.why] == ["port", "strike"]
    cited = match.citation
    assert STRIKE[cited.start : cited.end] == cited.quote
    assert "port strike" in cited.quote


def test_only_what_was_first_seen_in_the_stretch_counts(archive, seen):
    """After the one moment, which is left out, and until the other, which is not."""
    seen("port-strike-stops-cranes", STRIKE, NOON - HOUR)
    last = seen("port-strike-is-over", ENDED, NOON + HOUR)
    assert [one.article.id for one in found(archive)] == [last.id]


def test_what_came_out_days_before_is_no_news(archive, seen):
    """A feed that is added brings its old articles; nobody wants them posted."""
    seen("port-strike-stops-cranes", STRIKE, published=NOON - timedelta(days=9))
    assert found(archive) == []


def test_one_story_is_posted_once_however_many_outlets_tell_it(archive, seen):
    """The others are named."""
    seen("port-strike-stops-cranes", STRIKE)
    seen("saltmere-port-strike-stops-cranes", RETOLD, outlet="Harbour Post")
    (match,) = found(archive)
    told = {match.article.outlet, *match.also}
    assert told == {"Vale Herald", "Harbour Post"}
    assert len(match.stories) == 2


def test_a_told_story_is_not_told_again_in_other_words(archive, seen):
    """Neither in those of another outlet an hour later, nor as a copy."""
    first = seen("port-strike-stops-cranes", STRIKE)
    later = NOON + 2 * HOUR
    seen("saltmere-port-strike-stops-cranes", RETOLD, later, outlet="Harbour Post")
    seen("port-strike", STRIKE + " Wire.", later, outlet="Wire", story=first.story)
    again = found(archive, after=NOON, until=later, told=[first.story])
    assert again == []


def test_what_happens_next_is_news(archive, seen):
    """A later article of the same topic is posted although the first one was told."""
    first = seen("port-strike-stops-cranes", STRIKE)
    next_day = NOON + timedelta(days=1)
    ended = seen("port-strike-is-over", ENDED, next_day)
    (match,) = found(archive, after=NOON, until=next_day, told=[first.story])
    assert match.article.id == ended.id


def test_another_library_s_news_is_never_matched(archive, seen):
    """Neither is it told of."""
    seen("port-strike-stops-cranes", STRIKE)
    assert matches(archive, "port strike", ["guild:1"], after=NOON - HOUR, until=NOON + HOUR) == []


def test_the_oldest_match_comes_first(archive, seen):
    """In the order in which things came out."""
    seen("port-strike-is-over", ENDED, NOON + HOUR / 2, published=NOON + HOUR / 2)
    seen("port-strike-stops-cranes", STRIKE, NOON, published=NOON - timedelta(days=1))
    assert [one.article.title for one in found(archive)] == [
        "Port strike stops cranes",
        "Port strike is over",
    ]


def test_an_article_is_matched_before_its_vectors_are_made(archive, monkeypatch):
    """What is looked at between its coming and its embedding is not lost."""
    set_clock(monkeypatch, NOON)
    made = draft(STRIKE, title="Port strike stops cranes", slug="strike", published=NOON)
    archive.add(SHARED, made, [])
    assert len(found(archive)) == 1


def test_capitals_tell_an_acronym_from_a_word(archive):
    """By its points or without: "US" is not "us"."""
    topic = subject(archive, "US tariffs", [SHARED])
    assert occurring(topic, "The tariff was news to us.") == ("tariff",)
    assert occurring(topic, "New U.S. tariffs came.") == ("tariffs", "U.S")


def test_a_name_is_named_whole(archive):
    """And with its accents, though it was typed without."""
    topic = subject(archive, "Viktor Orban vote", [SHARED])
    assert occurring(topic, "Viktor Orbán lost. The votes were counted.") == (
        "Viktor",
        "Orbán",
        "votes",
    )
    topic = subject(archive, "the Grey Heron ferry", [SHARED])
    assert occurring(topic, "The ferry Grey Heron ran aground.") == ("Grey Heron", "ferry")


def test_any_form_of_a_word_is_met(archive):
    """Irregular ones too, and figures whole."""
    topic = subject(archive, "dock workers strike 1.5 degrees", [SHARED])
    assert occurring(topic, "A worker struck the docks at 1.5 degrees, not 1.7.") == (
        "docks",
        "worker",
        "struck",
        "1.5",
        "degrees",
    )
