"""Questions and outlets, counted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from retrieval.answers import Answer, AsOf, Status, Understood
from retrieval.news import SHARED, Draft
from retrieval.sentences import sentences
from retrieval.statistics import Asked, Source

NOW = datetime.now(UTC)
DRAFT = Draft(title="A brief", text="The port is open again.", outlet="Post", published=NOW)


def answer(status=Status.ANSWERED, ms=100.0):
    return Answer(
        question="What of the port?",
        status=status,
        mode="extractive",
        understood=Understood("What of the port?"),
        as_of=AsOf(NOW, 1, 1, NOW),
        timings_ms={"search": ms / 2, "answer": ms / 2},
    )


def put(archive, library, name, **changes):
    draft = replace(DRAFT, text=f"{DRAFT.text} {name}.", address=f"https://a.example/{name}")
    draft = replace(draft, **changes)
    return archive.put(library, draft, sentences(draft.text))


def test_questions_are_counted_by_how_they_ended(archive):
    """Of one library or of all, and no others'; neither words nor persons are kept."""
    for ms in range(1, 21):
        archive.statistics.record("guild-1", answer(ms=float(ms)))
    archive.statistics.record("guild-2", answer(Status.NOT_IN_NEWS))
    archive.statistics.record("guild-2", answer(Status.EMPTY_LIBRARY))
    since = NOW - timedelta(minutes=1)
    one = archive.statistics.asked(since, "guild-1")
    assert one == Asked(questions=20, answered=20, median=10.0, slow=19.0)
    every = archive.statistics.asked(since)
    assert (every.questions, every.answered, every.refused, every.empty) == (22, 20, 1, 1)
    assert archive.statistics.asked(NOW + timedelta(hours=1)) == Asked()


def test_votes_and_articles_of_the_time_are_counted(archive):
    """Each library's own."""
    put(archive, "guild-1", "one")
    put(archive, "guild-2", "two")
    number = archive.transcript.remember(answer(), library="guild-1", conversation="c")
    archive.votes.give(number, "anna", "guild-1", helpful=True)
    archive.votes.give(number, "bert", "guild-1", helpful=False, reason="Too short.")
    found = archive.statistics.asked(NOW - timedelta(minutes=1), "guild-1")
    assert (found.helpful, found.unhelpful, found.articles) == (1, 1, 1)


def test_what_was_asked_long_ago_is_forgotten(archive):
    """Only that; the rest stays."""
    archive.statistics.record(SHARED, answer())
    assert archive.statistics.expire(NOW - timedelta(days=1)) == 0
    assert archive.statistics.expire(NOW + timedelta(days=1)) == 1
    assert archive.statistics.asked(NOW - timedelta(days=1)) == Asked()


def test_outlets_are_merged_over_libraries_and_leave_with_their_articles(archive):
    """Unknown ones stand as such; withdrawn articles do not count."""
    old = NOW - timedelta(days=3)
    put(archive, SHARED, "one", published=old)
    put(archive, "guild-1", "two")
    put(archive, "guild-1", "three", outlet=None, published=None)
    gone = put(archive, SHARED, "four", outlet="Wire")
    archive.withdraw(gone.id, SHARED)
    newest = NOW.replace(microsecond=0)
    found = archive.statistics.sources({SHARED, "guild-1"})
    assert found == [Source("Post", 2, newest), Source(None, 1, None)]
    assert archive.statistics.sources({"guild-9"}) == []
