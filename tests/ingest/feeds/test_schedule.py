"""When a feed is looked at next."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ingest.feeds.schedule import (
    FIRST,
    LONGEST,
    SHORTEST,
    after_failure,
    after_success,
    interval,
    once_a_day,
    our_own_fault,
)

NOW = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)
SECONDS = some.floats(0, 1e9)
CHANCE = some.floats(0, 1)


def waits(moment):
    return (moment - NOW).total_seconds()


def test_a_feed_that_brings_something_is_looked_at_sooner_and_one_that_does_not_later():
    """The interval follows how often there is something fresh."""
    assert interval(FIRST, fresh=True) < FIRST < interval(FIRST, fresh=False)


def test_the_interval_stays_between_a_quarter_of_an_hour_and_a_day():
    """However lively or silent the feed is."""
    lively = silent = FIRST
    for _ in range(50):
        lively, silent = interval(lively, fresh=True), interval(silent, fresh=False)
    assert (lively, silent) == (SHORTEST, LONGEST)


def test_a_feed_settles_near_one_look_in_three_that_finds_something():
    """A feed with an article every two hours is looked at about every forty minutes."""
    seconds, now, looks, last = FIRST, 0.0, 0, -1
    while now < 30 * 86_400:
        now += seconds
        fresh = int(now // 7200) > last
        last = int(now // 7200)
        seconds = interval(seconds, fresh=fresh)
        looks += 1
    assert 20 < 30 * 86_400 / looks / 60 < 70


def test_what_a_feed_asks_for_is_heeded_up_to_a_day():
    """ttl, Cache-Control and Retry-After only ever make the wait longer."""
    assert waits(after_success(NOW, SHORTEST, asked=3 * 3600, chance=0)) == 3 * 3600
    assert waits(after_success(NOW, 3600, asked=60, chance=0)) == 3600
    assert waits(after_success(NOW, 3600, asked=7 * LONGEST, chance=0)) == LONGEST
    assert waits(after_failure(NOW, 1, asked=3600, chance=0)) == 3600


@pytest.mark.parametrize(
    ("failures", "minutes"), [(1, 5), (2, 10), (3, 20), (5, 80), (9, 1280), (10, 1440), (900, 1440)]
)
def test_failures_double_the_wait_up_to_a_day(failures, minutes):
    """No feed is ever given up."""
    assert waits(after_failure(NOW, failures, chance=0)) == minutes * 60


@given(SECONDS, SECONDS, some.integers(0, 10_000), CHANCE)
def test_every_wait_is_within_its_bounds(seconds, asked, failures, chance):
    """No wait is shorter than the shortest or longer than a day and a tenth."""
    assert waits(after_success(NOW, seconds, asked=asked, chance=chance)) >= SHORTEST
    assert waits(after_success(NOW, seconds, asked=asked, chance=chance)) <= LONGEST * 1.1
    assert 300 <= waits(after_failure(NOW, failures, chance=chance)) <= LONGEST * 1.1
    assert LONGEST <= waits(once_a_day(NOW, chance=chance)) <= LONGEST * 1.1


@pytest.mark.parametrize(
    ("reached", "ours"),
    [
        ([], False),
        ([False], False),
        ([False, False], True),
        ([False, True], False),
        ([False] * 9 + [True], True),
        ([False] * 4 + [True], False),
    ],
)
def test_our_own_network_is_at_fault_when_hardly_any_host_is_reached(reached, ours):
    """One host alone proves nothing; more than four in five do."""
    assert our_own_fault(reached) is ours
