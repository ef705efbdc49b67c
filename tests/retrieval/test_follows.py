"""What is followed, as the archive keeps it."""

from datetime import UTC, datetime, timedelta

import pytest

from retrieval.follows import MOST, PATIENCE
from retrieval.news import SHARED, Draft
from retrieval.sentences import sentences

NOW = datetime(2026, 8, 4, 8, tzinfo=UTC)
FERRY = Draft(title="Ferry aground", text="The ferry Grey Heron ran aground off Tarnholt.")


@pytest.fixture
def ferry(archive):
    """A topic followed in a library."""
    return add(archive, "ferry")


def add(archive, topic, library="guild-1", at=None, channel=5, kind="topic"):
    follow, _ = archive.follows.add(
        library, kind, topic, channel=channel, person="7", at=at, language="en", now=NOW
    )
    return follow


def test_the_same_topic_is_followed_once_in_a_channel(archive, ferry):
    """However it is written; in another channel or library, or as a digest, it is another."""
    follows = archive.follows
    given = {"person": "8", "at": None, "language": "de", "now": NOW}
    assert follows.add("guild-1", "topic", " FERRY", channel=5, **given) == (ferry, False)
    others = {
        add(archive, "ferry", channel=6).id,
        add(archive, "ferry", library="guild-2").id,
        add(archive, "ferry", kind="digest").id,
    }
    assert len(others | {ferry.id}) == 4


def test_a_library_follows_only_so_much(archive, ferry):
    """What it follows already may still be given another time."""
    for number in range(1, MOST):
        add(archive, f"ship {number}")
    given = {"channel": 5, "person": "7", "language": "en", "now": NOW}
    assert archive.follows.add("guild-1", "topic", "one more", at=None, **given) is None
    assert archive.follows.add("guild-1", "topic", "Ferry", at="09:00", **given)
    assert archive.follows.add("guild-2", "topic", "one more", at=None, **given)


def test_another_time_begins_anew(archive, ferry):
    """What was looked at already stays so."""
    later = NOW + timedelta(hours=2)
    given = {"channel": 5, "person": "7", "language": "en", "now": later}
    changed, new = archive.follows.add("guild-1", "topic", "ferry", at="09:00", **given)
    assert new
    assert (changed.id, changed.at) == (ferry.id, "09:00")
    assert (changed.posted, changed.seen) == (later, NOW)


def test_what_was_told_goes_with_the_follow(archive, ferry):
    """It is kept while the topic is followed, and its id means nothing else later."""
    follows = archive.follows
    follows.tell(ferry.id, ["a", "b", "a"], NOW)
    follows.done(ferry.id, NOW, NOW, ["c"])
    assert follows.told(ferry.id) == {"a", "b", "c"}
    follows.forget_told(NOW + timedelta(days=1))
    assert follows.told(ferry.id) == frozenset()
    assert follows.remove(ferry.id, "guild-2") is None
    assert follows.remove(ferry.id, "guild-1") == ferry
    follows.tell(ferry.id, ["d"], NOW)
    assert follows.told(ferry.id) == frozenset()
    assert add(archive, "ferry").id > ferry.id


def test_a_failure_is_counted_until_a_post_arrives(archive, ferry):
    """With its reason and when to try again."""
    follows, later = archive.follows, NOW + timedelta(minutes=2)
    follows.fail(ferry.id, "gone", later)
    follows.fail(ferry.id, "gone", later)
    failed = follows.get(ferry.id, "guild-1")
    assert (failed.failures, failed.problem, failed.retry) == (2, "gone", later)
    follows.done(ferry.id, later, later)
    done = follows.get(ferry.id, "guild-1")
    assert (done.failures, done.problem, done.retry, done.seen) == (0, "", None, later)


def test_what_waits_for_its_vectors_is_waited_for(archive):
    """Else it would count as looked at before it could be found; but not for ever."""
    before = datetime.now(UTC)
    archive.put(SHARED, FERRY, sentences(FERRY.text))
    archive.add(SHARED, Draft(title="Later", text="More of it."), sentences("More of it."))
    now, follows = datetime.now(UTC), archive.follows
    ready, waits = (one.first_seen for one in reversed(archive.articles([SHARED])))
    assert follows.ready_until(["guild-1"], before, now) == now
    until = follows.ready_until([SHARED], before, now)
    assert follows.any_new([SHARED], before, until)
    assert min(ready, waits) <= until < max(ready, waits)
    assert not follows.any_new([SHARED], until, until)
    assert not follows.any_new(["guild-1"], before, now)
    long_after = now + PATIENCE + timedelta(minutes=1)
    assert follows.ready_until([SHARED], before, long_after) == long_after
    archive.embed_pending()
    assert follows.ready_until([SHARED], before, now) == now
