"""What happened, and what is new: answered by the newest stories' first sentences."""

from datetime import UTC, datetime

import pytest

from retrieval.answerer import answer
from retrieval.answers import Status
from retrieval.news import SHARED
from retrieval.overview import asked_for
from retrieval.question.query import understand
from tests.retrieval.drafts import day, draft, put

ASKED = datetime(2026, 3, 20, 12, tzinfo=UTC)


@pytest.fixture
def news(archive):
    for number, slug, text in [
        (4, "ferry", "The ferry ran aground off Skerry. Nobody was hurt."),
        (12, "mayor", "Skerry has a new mayor. She is 41."),
        (18, "storm", "A storm cut the power in Dunmarrow. It lasted an hour."),
    ]:
        put(
            archive, draft(text, slug=slug, title=slug, outlet="Vale Herald", published=day(number))
        )
    put(archive, draft("Somebody said something once.", slug="undated", title="Undated"))
    return archive


def said(archive, question, **more) -> list[str]:
    given = answer(archive, question, [SHARED], asked_at=ASKED, **more)
    return [sentence.text for sentence in given.sentences]


@pytest.mark.parametrize(
    "question",
    [
        "What happened last week?",
        "What has happened since Monday?",
        "What happened in Skerry this week?",
        "What is new?",
        "Any news?",
        "What is the latest?",
        "What's the latest on the ferry?",
        "Tell me the latest news about the storm.",
        "What is the news today?",
        "Summarise the news of last week.",
        "Can you give me a summary of yesterday's news?",
        "Sum up what happened in March.",
    ],
)
def test_an_overview_is_asked_for(question):
    """A time, or the newest, with nothing more than whom or what it is about."""
    assert asked_for(understand(question, [], asked_at=ASKED), ASKED)


@pytest.mark.parametrize(
    "question",
    [
        "What happened to the ferry?",
        "What did the mayor say last week?",
        "Who is new in the council?",
        "What is the latest death toll?",
        "How many were hurt last week?",
    ],
)
def test_a_question_of_its_own_is_none(question):
    """What asks for something is answered by what says it."""
    assert not asked_for(understand(question, [], asked_at=ASKED), ASKED)


def test_the_newest_stories_of_the_time_come_first(news):
    """Each by its first sentence, the newest first, and none from outside the time."""
    assert said(news, "What happened since 10 March?") == [
        "A storm cut the power in Dunmarrow.",
        "Skerry has a new mayor.",
    ]
    assert said(news, "What is new?")[0] == "A storm cut the power in Dunmarrow."


def test_opinions_come_after_reports(news):
    """However new they are."""
    view = draft("I like the storm.", slug="view", title="Opinion: storms", published=day(19))
    put(news, view)
    assert said(news, "What happened in March?") == [
        "A storm cut the power in Dunmarrow.",
        "Skerry has a new mayor.",
        "The ferry ran aground off Skerry.",
    ]
    assert "I like the storm." in said(news, "What happened since 15 March?")


def test_a_subject_is_kept_to(news):
    """Of a place or a thing, only its news is told."""
    assert said(news, "What happened in Skerry this month?") == [
        "Skerry has a new mayor.",
        "The ferry ran aground off Skerry.",
    ]
    assert said(news, "What is the latest on the ferry?") == ["The ferry ran aground off Skerry."]


def test_a_time_without_news_is_refused(news):
    """An empty week is told as one, with what came closest."""
    given = answer(news, "What happened yesterday?", [SHARED], asked_at=ASKED)
    assert (given.status, given.sentences) == (Status.NOT_IN_NEWS, ())
    assert given.closest


def test_copies_of_one_story_are_told_once(archive):
    """Another outlet's version of a story is no second story."""
    first = put(archive, draft("Rain fell all over the vale.", slug="a", published=day(18)))
    put(
        archive,
        draft("Rain fell all over the vale on Thursday.", slug="b", published=day(19)),
        story=first.story,
    )
    assert len(said(archive, "What happened this week?")) == 1


def test_every_sentence_is_the_articles_own(news):
    """Citations of an overview are as exact as any."""
    given = answer(news, "What is new?", [SHARED], asked_at=ASKED)
    for citation in given.citations:
        article = news.article(citation.article_id, [SHARED])
        assert citation.quote == article.text[citation.start : citation.end]
    assert len(given.citations) == len(given.sentences) == 3
