"""The feeds of each library: added once, due in time, and what was seen of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from retrieval.feeds import FIRST_INTERVAL
from retrieval.news import SHARED

URL = "https://news.test/feed"
OURS = "guild-1"
LATER = datetime(2027, 1, 1, tzinfo=UTC)


def test_a_new_feed_is_due_at_once(archive):
    """It has never been read, and nothing is known of it."""
    feed = archive.feeds.add(SHARED, URL, "The Lantern")
    assert (feed.library, feed.url, feed.title, feed.state) == (SHARED, URL, "The Lantern", "ok")
    assert (feed.interval, feed.failures, feed.last_ok) == (FIRST_INTERVAL, 0, None)
    assert archive.feeds.due(datetime.now(UTC)) == [feed]


def test_a_feed_is_added_once_to_a_library(archive):
    """Adding it again gives the one that is there; another library has its own."""
    feed = archive.feeds.add(SHARED, URL, "The Lantern")
    assert archive.feeds.add(SHARED, URL, "Other words") == feed
    ours = archive.feeds.add(OURS, URL, "Ours")
    assert ours.id != feed.id
    assert archive.feeds.all([SHARED, OURS]) == [feed, ours]
    assert archive.feeds.all([OURS]) == [ours]
    assert archive.feeds.all([]) == []


def test_a_feed_is_found_by_id_or_address(archive):
    """By either, but in no other library."""
    feed = archive.feeds.add(SHARED, URL, "The Lantern")
    assert archive.feeds.get(feed.id, [SHARED]) == archive.feeds.get(URL, [SHARED]) == feed
    assert archive.feeds.get(feed.id, [OURS]) is archive.feeds.get("nothing", [SHARED]) is None


def test_what_changed_of_a_feed_is_saved(archive):
    """Every field but its id, its library and when it was added."""
    feed = archive.feeds.add(SHARED, URL, "The Lantern")
    changed = replace(
        feed,
        url="https://news.test/rss",
        title="Lantern",
        etag='"1"',
        modified="Tue",
        interval=900.5,
        next_check=LATER,
        failures=3,
        last_error="It does not answer.",
        last_ok=LATER,
        last_new=LATER,
        state="gone",
    )
    archive.feeds.record(changed)
    assert archive.feeds.all([SHARED]) == [changed]
    assert archive.feeds.due(LATER - timedelta(seconds=1)) == []
    assert archive.feeds.due(LATER) == [changed]


def test_feeds_are_due_in_order(archive):
    """The longest overdue comes first, whichever library it is of."""
    for number in (2, 1, 3):
        feed = archive.feeds.add(f"guild-{number}", URL, "")
        archive.feeds.record(replace(feed, next_check=LATER + timedelta(minutes=number)))
    due = archive.feeds.due(LATER + timedelta(minutes=2))
    assert [feed.library for feed in due] == ["guild-1", "guild-2"]


def test_a_feed_does_not_move_onto_another(archive):
    """Where another feed of the library stands already, the address stays; the rest is saved."""
    one, two = archive.feeds.add(SHARED, URL, "One"), archive.feeds.add(SHARED, URL + "2", "Two")
    archive.feeds.record(replace(two, url=one.url, failures=1))
    assert archive.feeds.get(two.id, [SHARED]) == replace(two, failures=1)


def test_a_removed_feed_stays_removed(archive):
    """Its entries are forgotten, and what a reading in progress saves brings nothing back."""
    feed = archive.feeds.add(SHARED, URL, "The Lantern")
    archive.feeds.mark(feed.id, {"a": "1"})
    assert archive.feeds.remove(feed.id, [OURS]) is None
    assert archive.feeds.remove(feed.id, [SHARED]) == feed
    archive.feeds.record(replace(feed, failures=1))
    archive.feeds.mark(feed.id, {"b": "1"})
    assert archive.feeds.all([SHARED]) == []
    assert archive.feeds.seen(feed.id, ["a", "b"]) == {}


def test_entries_are_seen_by_feed(archive):
    """An entry has the stamp it had last, under its own feed; thousands may be asked at once."""
    one, two = archive.feeds.add(SHARED, URL, "One"), archive.feeds.add(SHARED, URL + "2", "Two")
    archive.feeds.mark(one.id, {f"k{n}": "1" for n in range(1_200)})
    archive.feeds.mark(one.id, {"k7": "2"})
    seen = archive.feeds.seen(one.id, [f"k{n}" for n in range(2_000)])
    assert len(seen) == 1_200
    assert (seen["k7"], seen["k8"]) == ("2", "1")
    assert archive.feeds.seen(two.id, ["k7"]) == archive.feeds.seen(one.id, []) == {}


def test_feeds_outlive_the_process(tmp_path, embedder):
    """What was added is there when the archive is opened again."""
    from retrieval.archive import Archive

    with Archive.open(tmp_path, embedder, holder="a test") as archive:
        feed = archive.feeds.add(SHARED, URL, "The Lantern")
    with Archive.open(tmp_path, embedder, holder="a test") as archive:
        assert archive.feeds.all([SHARED]) == [feed]
