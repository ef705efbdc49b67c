"""Feeds looked at over and over, with a real publisher, a real archive and real reading."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ingest.feeds import schedule
from ingest.feeds.polling import Look, check, check_due
from ingest.feeds.revisiting import LAPSE, revisit
from ingest.feeds.unseen import TRIES, mark
from ingest.pipeline import Ingester
from ingest.report import Outcome
from ingest.sources import Address
from retrieval.news import SHARED
from tests.servers.publisher import Publisher

NOW = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)
RSS = "application/rss+xml"
WORDS = {
    "otter": "An otter crossed the market square of Brenholt at noon and took two herrings.",
    "tunnel": "The tunnel under Mount Ferris opens to lorries in March, the canton announced.",
    "choir": "The miners' choir of Aldergate sings its last concert on Saturday evening.",
}


@pytest.fixture
def ingester(archive):
    with Ingester(archive, allow_private=True, host_delay=0) as opened:
        yield opened


def page(name, words=None):
    """An article long enough to be one, on a subject of its own."""
    said = words or WORDS[name]
    rest = (
        f"Officials of the {name} office said more on Monday. They had been asked about the {name} "
        f"by several readers, and a report on the {name} is to follow within the month."
    )
    return (
        f"<!doctype html><html lang='en'><head><title>News of the {name}</title>"
        "<meta property='og:type' content='article'></head><body><article>"
        f"<h1>News of the {name}</h1><p>{said}</p><p>{rest}</p></article></body></html>"
    )


def feed_of(site, *names, title="Brenholt Courier", extra="", summary="Read on."):
    items = "".join(
        f"<item><title>News of the {name}</title><link>{site.url('/' + name)}</link>"
        f"<guid>id-{name}</guid><description>{summary}</description></item>"
        for name in names
    )
    return (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>"
        f"<link>{site.url('/')}</link>{extra}{items}</channel></rss>"
    )


def published(site, *names, path="/feed", **options):
    """A site with a feed and the pages it leads to; gives the feed's address."""
    for name in names:
        site.publish(f"/{name}", page(name))
    return site.publish(path, feed_of(site, *names), content_type=RSS, **options)


def look(ingester, hours=0, **options):
    return Look(ingester, NOW + timedelta(hours=hours), **options)


def wait(checked, since=NOW):
    return (checked.feed.next_check - since).total_seconds()


def test_a_new_feed_is_read_whole_and_its_title_learned(archive, ingester, publisher):
    """The first look takes in everything, and records how the feed is faring."""
    feed = archive.feeds.add(SHARED, published(publisher, "otter", "tunnel"), "")
    found = check(feed, look(ingester))
    assert found.error is None
    assert found.summary.count(Outcome.NEW) == 2
    assert archive.feeds.all([SHARED]) == [found.feed]
    assert (found.feed.title, found.feed.state, found.feed.last_new) == (
        "Brenholt Courier", "ok", NOW,
    )  # fmt: skip
    assert schedule.FIRST <= wait(found) <= schedule.FIRST * 1.1
    assert {article.title for article in archive.articles([SHARED])} == {
        "News of the otter", "News of the tunnel",
    }  # fmt: skip


def test_a_feed_that_has_not_changed_is_not_sent_again(archive, ingester, publisher):
    """Its ETag is shown; nothing is read, and the next look comes later."""
    feed = archive.feeds.add(SHARED, published(publisher, "otter", etag='"v1"'), "")
    first = check(feed, look(ingester))
    again = check(first.feed, look(ingester, 1))
    assert publisher.requests[-1].headers["If-None-Match"] == '"v1"'
    assert again.summary.total == 0
    assert again.feed.last_new == NOW
    assert again.feed.interval > first.feed.interval


def test_only_what_is_new_or_changed_is_fetched(archive, ingester, publisher):
    """An entry seen before is left alone until the feed says something else of it."""
    feed = archive.feeds.add(SHARED, published(publisher, "otter", "tunnel"), "")
    first = check(feed, look(ingester))
    publisher.publish("/choir", page("choir"))
    publisher.publish("/feed", feed_of(publisher, "choir", "otter", "tunnel"), content_type=RSS)
    second = check(first.feed, look(ingester, 1))
    assert second.summary.count(Outcome.NEW) == second.summary.total == 1
    assert publisher.asked("/otter") == 1
    publisher.publish("/otter", page("otter", "An otter ate three herrings in Brenholt, not two."))
    changed = feed_of(publisher, "choir", "otter", "tunnel", summary="Corrected.")
    publisher.publish("/feed", changed, content_type=RSS)
    third = check(second.feed, look(ingester, 2))
    assert third.summary.count(Outcome.REVISED) == 1
    assert third.feed.last_new == NOW + timedelta(hours=2)


def test_an_article_that_fails_is_tried_again_three_times_in_all(archive, ingester, publisher):
    """Even while the feed does not change; then it is left alone."""
    publisher.publish("/otter", page("otter"), status=500)
    bare = feed_of(publisher, "otter", summary="")
    url = publisher.publish("/feed", bare, content_type=RSS, etag='"v1"')
    feed = archive.feeds.add(SHARED, url, "")
    totals = []
    for hour in range(5):
        found = check(feed, look(ingester, hour))
        feed = found.feed
        totals.append(found.summary.count(Outcome.FAILED))
        assert feed.state == "ok"
    assert totals == [1] * TRIES + [0, 0]
    publisher.publish("/otter", page("otter"))
    publisher.publish("/feed", feed_of(publisher, "otter", summary="Mended."), content_type=RSS)
    assert check(feed, look(ingester, 9)).summary.count(Outcome.NEW) == 1


def test_failures_are_counted_for_the_entry_as_it_stands():
    """A changed entry begins anew, and a success forgets the failures."""
    assert mark(None, "a", Outcome.FAILED) == "a!1"
    assert mark("a!1", "a", Outcome.FAILED) == "a!2"
    assert mark("a!2", "b", Outcome.FAILED) == "b!1"
    assert mark("a!2", "a", Outcome.NEW) == "a"


def test_a_long_feed_is_taken_in_turns(archive, ingester, publisher):
    """A look takes in so many articles at most; the rest is due at once, though nothing changed."""
    feed = archive.feeds.add(
        SHARED, published(publisher, "otter", "tunnel", "choir", etag='"v1"'), ""
    )
    first = check(feed, look(ingester, most=2))
    assert first.summary.count(Outcome.NEW) == 2
    assert first.feed.next_check == NOW
    assert check(first.feed, look(ingester, most=2)).summary.count(Outcome.NEW) == 1


def test_what_a_feed_and_its_server_ask_for_is_heeded(archive, ingester, publisher):
    """The longer of ttl and max-age, if it is longer than our own interval."""
    body = feed_of(publisher, "otter", extra="<ttl>120</ttl>")
    headers = {"Cache-Control": "max-age=10800"}
    publisher.publish("/otter", page("otter"))
    url = publisher.publish("/feed", body, content_type=RSS, headers=headers)
    assert 10_800 <= wait(check(archive.feeds.add(SHARED, url, ""), look(ingester))) <= 11_880
    publisher.publish("/feed", body, content_type=RSS)
    found = check(archive.feeds.add(SHARED, url, ""), look(ingester))
    assert 7200 <= wait(found) <= 7920


def test_a_feed_that_moved_for_good_is_asked_there_from_then_on(archive, ingester, publisher):
    """A redirect for the time being changes nothing; after a move nothing is read twice."""
    new = published(publisher, "otter", path="/new")
    feed = archive.feeds.add(SHARED, publisher.redirect("/feed", new), "")
    first = check(feed, look(ingester))
    assert first.feed.url == publisher.url("/feed")
    publisher.redirect("/feed", new, status=301)
    moved = check(first.feed, look(ingester, 1))
    assert moved.feed.url == archive.feeds.all([SHARED])[0].url == new
    assert moved.summary.total == 0


def test_failures_are_told_and_the_wait_grows(archive, ingester, publisher):
    """With the reason; the first success forgets them."""
    url = published(publisher, "otter")
    publisher.publish("/feed", "<p>Broken.</p>", status=404)
    feed = archive.feeds.add(SHARED, url, "")
    found = check(feed, look(ingester))
    assert "404" in str(found.error)
    assert (found.feed.state, found.feed.failures) == ("failing", 1)
    assert 300 <= wait(found) <= 330
    assert 600 <= wait(check(found.feed, look(ingester))) <= 660
    published(publisher, "otter")
    mended = check(archive.feeds.all([SHARED])[0], look(ingester))
    assert (mended.feed.state, mended.feed.failures, mended.feed.last_error) == ("ok", 0, None)


def test_a_feed_that_stays_missing_is_gone_and_asked_once_a_day(archive, ingester, publisher):
    """It is never given up: should it come back, it is read."""
    publisher.withdraw("/feed")
    feed = archive.feeds.add(SHARED, publisher.url("/feed"), "")
    for hour in range(3):
        feed = check(feed, look(ingester, hour)).feed
    assert feed.state == "gone"
    assert feed.next_check - NOW >= timedelta(hours=26)
    published(publisher, "otter")
    assert check(feed, look(ingester, 26)).feed.state == "ok"


def test_an_entry_that_leads_to_no_article_is_not_asked_for_each_minute(
    archive, ingester, publisher
):
    """It counts as failed, and the feed has its wait like any other."""
    item = "<item><title>Otter</title><description>{}</description></item>".format(WORDS["otter"])
    rss = f"<rss version='2.0'><channel><title>Other</title>{item}</channel></rss>"
    publisher.publish("/otter", rss, content_type=RSS)
    text = feed_of(publisher, "otter", summary="")
    feed = archive.feeds.add(SHARED, publisher.publish("/feed", text, content_type=RSS), "")
    for hour in range(TRIES + 2):
        found = check(feed, look(ingester, hour))
        assert found.feed.next_check > NOW + timedelta(hours=hour)
        feed = found.feed
    assert publisher.asked("/otter") == TRIES


def test_of_many_results_only_the_failures_stay_named(archive, ingester, publisher, monkeypatch):
    """A great list of feeds that is read at once does not hold all its articles in memory."""
    monkeypatch.setattr("ingest.feeds.polling.LISTED", 1)
    feeds = [
        archive.feeds.add(SHARED, published(publisher, name, path=f"/in-{name}"), "")
        for name in WORDS
    ]
    publisher.withdraw("/choir")
    found = check_due(look(ingester), feeds)
    assert sum(one.summary.count(Outcome.NEW) for one in found) == 2
    named = [result.outcome for one in found for result in one.summary.results]
    assert named.count(Outcome.NEW) <= 1
    assert named.count(Outcome.FAILED) == 1


def test_retry_after_is_heeded(archive, ingester, publisher):
    """A site that asks for two hours gets them."""
    headers = {"Retry-After": "7200"}
    url = publisher.publish("/feed", "busy", status=503, headers=headers)
    found = check(archive.feeds.add(SHARED, url, ""), look(ingester))
    assert found.error
    assert 7200 <= wait(found) <= 7920


def test_what_is_no_feed_any_more_says_so(archive, ingester, publisher):
    """An article in the feed's place is not taken for news of the feed."""
    feed = archive.feeds.add(SHARED, publisher.publish("/feed", page("otter")), "")
    found = check(feed, look(ingester))
    assert "gives no feed any more" in str(found.error)
    assert archive.articles([SHARED]) == []


def test_a_feed_removed_while_it_is_read_stays_removed(archive, ingester, publisher):
    """What was under way does not bring it back."""
    feed = archive.feeds.add(SHARED, published(publisher, "otter"), "")
    archive.feeds.remove(feed.id, [SHARED])
    check(feed, look(ingester))
    assert archive.feeds.all([SHARED]) == []


def test_a_hanging_feed_does_not_hold_the_rest(archive, ingester, publisher):
    """The others are read and recorded while one keeps everybody waiting."""
    urls = [published(publisher, name, path=f"/in-{name}", etag='"v1"') for name in WORDS]
    first = check_due(look(ingester), [archive.feeds.add(SHARED, url, "") for url in urls])
    feeds, recorded = [one.feed for one in first], []
    with Publisher() as slow:
        hanging = archive.feeds.add(SHARED, slow.publish("/feed", "", delay=3), "")
        found = check_due(
            look(ingester, 1),
            [hanging, *feeds],
            lambda one: recorded.append(archive.feeds.get(one.feed.id, {SHARED}).last_ok),
        )
    assert found[-1].feed.id == hanging.id
    assert found[-1].error
    assert recorded == [NOW + timedelta(hours=1)] * 3 + [None]


def test_only_feeds_whose_time_has_come_are_looked_at(archive, ingester, publisher):
    """Of all libraries; and each once."""
    url = published(publisher, "otter")
    due = archive.feeds.add("guild-1", url, "")
    later = archive.feeds.add(SHARED, url, "")
    archive.feeds.record(replace(due, next_check=NOW))
    archive.feeds.record(replace(later, next_check=NOW + timedelta(minutes=1)))
    assert [one.feed.id for one in check_due(look(ingester))] == [due.id]
    assert check_due(look(ingester)) == []
    assert len(archive.articles(["guild-1"])) == 1


def silent_feeds(archive, count):
    """Feeds of hosts that nobody answers on."""
    feeds = []
    for number in range(count):
        with Publisher() as closed:
            url = closed.url("/feed")
        feed = archive.feeds.add(SHARED, url, f"Silent {number}")
        feeds.append(replace(feed, next_check=NOW))
        archive.feeds.record(feeds[-1])
    return feeds


def test_when_no_host_answers_no_feed_is_blamed(archive, ingester):
    """Our own network was down: they are tried again soon, and none counts as failing."""
    silent_feeds(archive, 3)
    for found in check_due(look(ingester)):
        assert (found.feed.failures, found.feed.state) == (0, "ok")
        assert 300 <= wait(found) <= 330
    assert all(feed.failures == 0 for feed in archive.feeds.all([SHARED]))


def test_a_silent_feed_is_blamed_when_another_host_answers(archive, ingester, publisher):
    """Even when it is alone in its round: another that is due later bears witness."""
    silent_feeds(archive, 1)
    witness = archive.feeds.add(SHARED, published(publisher, "otter"), "Sound")
    archive.feeds.record(replace(witness, next_check=NOW + timedelta(hours=3), last_ok=NOW))
    (found,) = check_due(look(ingester))
    assert (found.feed.failures, found.feed.state) == (1, "failing")
    assert publisher.asked("/feed") == 1


def test_a_run_that_is_cut_short_blames_nobody(archive, ingester, publisher):
    """What was not read is due as before."""
    feed = archive.feeds.add(SHARED, published(publisher, "otter"), "")
    stopping = threading.Event()
    stopping.set()
    check_due(look(ingester, cancelled=stopping.is_set), [feed])
    assert archive.feeds.all([SHARED]) == [feed]
    assert publisher.asked("/feed") == 0


def test_a_run_is_cut_short_while_a_feed_hangs(archive, ingester, publisher):
    """It does not wait for the feed, which is due as before."""
    feed = archive.feeds.add(SHARED, publisher.publish("/feed", "", delay=25), "")
    check_due(look(ingester, cancelled=lambda: publisher.asked("/feed") > 0), [feed])
    assert archive.feeds.all([SHARED]) == [feed]


def seen_at(archive, ingester, publisher, *names):
    """Articles taken in by hand; gives when the first was seen."""
    urls = [publisher.publish(f"/{name}", page(name)) for name in names]
    ingester.take([Address(url) for url in urls], library=SHARED)
    return min(article.first_seen for article in archive.articles([SHARED]))


def test_recent_articles_are_looked_at_again_for_corrections(archive, ingester, publisher):
    """After an hour, once; a correction is a revision."""
    seen = seen_at(archive, ingester, publisher, "otter")
    hour = timedelta(hours=1, seconds=1)
    assert revisit(ingester, {SHARED}, seen + timedelta(minutes=59)).total == 0
    publisher.publish("/otter", page("otter", "An otter ate three herrings in Brenholt, not two."))
    assert revisit(ingester, {SHARED}, seen + hour).count(Outcome.REVISED) == 1
    assert revisit(ingester, {SHARED}, seen + hour).total == 0


def test_a_page_taken_down_is_withdrawn(archive, ingester, publisher):
    """It is found missing at its next age, and looked at no more."""
    seen = seen_at(archive, ingester, publisher, "otter")
    publisher.withdraw("/otter")
    later = seen + timedelta(hours=24, minutes=1)
    assert revisit(ingester, {SHARED}, later).count(Outcome.WITHDRAWN) == 1
    assert archive.articles([SHARED]) == []
    assert revisit(ingester, {SHARED}, seen + timedelta(hours=72, minutes=1)).total == 0


def test_a_full_round_leaves_the_rest_to_the_next(archive, ingester, publisher):
    """None is passed over, and other libraries are not touched."""
    seen = seen_at(archive, ingester, publisher, *WORDS)
    moment = seen + timedelta(hours=1, minutes=1)
    assert revisit(ingester, {"guild-1"}, seen).total == 0
    assert [revisit(ingester, {SHARED}, moment, most=2).total for _ in range(3)] == [2, 1, 0]


def test_what_was_missed_for_long_waits_for_its_next_age(archive, ingester, publisher):
    """A bot that was off does not look at a whole week's articles at once."""
    seen = seen_at(archive, ingester, publisher, "otter")
    late = seen + timedelta(hours=24) + LAPSE + timedelta(minutes=1)
    assert revisit(ingester, {SHARED}, late).total == 0
    assert revisit(ingester, {SHARED}, seen + timedelta(hours=73)).total == 1
