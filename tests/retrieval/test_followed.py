"""The news of a followed topic in a stretch of time, in portions."""

import math
import operator
from datetime import UTC, datetime, timedelta

import pytest

from retrieval.followed import news
from retrieval.news import SHARED
from retrieval.story.recent import Batches
from tests.retrieval.drafts import draft, put, set_clock

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
EVENTS = {
    "Dockers strike at Saltmere": "Dockers at the port of Saltmere began a strike on Monday.",
    "Saltmere elects a mayor": "Ines Marlow was elected mayor of Saltmere by nine votes.",
    "Fire in Saltmere": "A fire ruined the old sardine cannery of Saltmere at night.",
    "Saltmere bridge opens": "The first cars crossed the new bridge at Saltmere on Sunday.",
}


@pytest.fixture
def seen(archive, monkeypatch):
    """Put news of a town in as read, and published, at a moment."""

    def put_in(title, when, published=None, **more):
        set_clock(monkeypatch, when)
        given = {"slug": title, "title": title, "published": published or when}
        return put(archive, draft(EVENTS[title], outlet="Vale Herald", **given), **more)

    return put_in


def found(archive, days=7, **more):
    after = NOON - timedelta(days=days)
    told = news(archive, "Saltmere", [SHARED], after=after, until=NOON, **more)
    return [one.article.title for one in told]


def test_more_than_is_compared_at_once_is_looked_at_bit_by_bit(archive, seen, monkeypatch):
    """Nothing is passed over, and what is looked at first does not hide the rest."""
    for hours, title in enumerate(EVENTS):
        seen(title, NOON - timedelta(hours=9 - hours))
    monkeypatch.setattr("retrieval.followed.MOST", 1)
    monkeypatch.setattr("retrieval.story.recent.MOST", 1)
    assert found(archive, days=1) == list(EVENTS)


def test_a_story_is_found_once_in_a_week(archive, seen):
    """Also when it is told again on another day."""
    first = seen("Fire in Saltmere", NOON - timedelta(days=3))
    seen("Saltmere bridge opens", NOON - timedelta(days=2), story=first.story)
    assert found(archive) == ["Fire in Saltmere"]


def test_what_came_out_long_before_it_came_in_is_no_news(archive, seen):
    """Though it came out within the week."""
    seen("Fire in Saltmere", NOON - timedelta(hours=1), published=NOON - timedelta(days=5))
    seen("Saltmere bridge opens", NOON - timedelta(hours=1), published=NOON - timedelta(days=2))
    assert found(archive) == ["Saltmere bridge opens"]


def test_what_came_out_before_it_came_in_is_news_to_who_tries_a_topic(archive, seen):
    """Of news that was brought in just now, all of the days looked at."""
    seen("Fire in Saltmere", NOON - timedelta(hours=1), published=NOON - timedelta(days=5))
    seen("Saltmere bridge opens", NOON - timedelta(hours=1), published=NOON - timedelta(days=20))
    assert found(archive, since=NOON - timedelta(days=7)) == ["Fire in Saltmere"]


def test_a_batch_is_read_once_for_several_topics(archive, seen, monkeypatch):
    """Until it may have changed."""
    put_in = seen("Fire in Saltmere", NOON - timedelta(hours=1))
    seen("Saltmere bridge opens", NOON - timedelta(hours=2), library="guild-1")
    batches, asked = Batches(archive), ({SHARED, "guild-1"}, NOON - timedelta(days=1), NOON)
    read = batches.first_seen(*asked)
    assert [one.article.title for one in read] == ["Saltmere bridge opens", "Fire in Saltmere"]
    assert all(map(operator.is_, batches.first_seen(*asked), read))
    archive.remove(put_in.id, [SHARED])
    monkeypatch.setattr("retrieval.story.recent.monotonic", lambda: math.inf)
    [left] = batches.first_seen(*asked)
    assert left.article.title == "Saltmere bridge opens"
