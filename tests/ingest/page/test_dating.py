"""Dates of a page: what is believed, what is refused, and what holds when they differ."""

from datetime import UTC, datetime, timedelta

import pytest

from ingest.dates import Moment
from ingest.page.dating import believable, day_in, settle

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(*numbers):
    year, month, day, hour = (*numbers, 0)[:4]
    moment = datetime(year, month, day, hour, tzinfo=UTC)
    return Moment(moment, "time" if len(numbers) > 3 else "day")


def test_order():
    """JSON-LD comes before tags, tags before the address, the address before the page's words."""
    told, tagged, read = at(2026, 5, 3, 9), at(2026, 5, 3, 10), at(2026, 5, 1)
    address = "https://skarn.example/2026/05/02/seals"
    assert settle(told=[told], tagged=[tagged], now=NOW).published == told
    assert settle(tagged=[tagged], address=address, read=[read], now=NOW).published == tagged
    found = settle(address=address, read=[read], now=NOW)
    assert (found.published, found.guessed) == (at(2026, 5, 2), True)
    assert settle(read=[read], now=NOW).published == read
    assert settle(now=NOW).published is None


@pytest.mark.parametrize(
    "wrong",
    [
        Moment(NOW + timedelta(days=1, minutes=1), "time"),
        at(1970, 1, 1, 0),
        at(1969, 12, 31, 19),
        at(1900, 1, 1),
        at(1899, 12, 30),
        at(1, 1, 1),
        at(9999, 12, 31),
    ],
)
def test_absurd_dates_are_refused(wrong):
    """A date to come or a program's "none" gives way to the next candidate, whoever tells it."""
    right = at(2026, 5, 3, 9)
    assert settle(told=[wrong], tagged=[wrong, right], updated=[wrong], now=NOW).published == right
    assert settle(told=[wrong], read=[wrong], updated=[wrong], now=NOW).published is None


def test_a_day_ahead_is_a_zone_s():
    """What a clock on the other side of the date line says is no date to come."""
    assert believable(Moment(NOW + timedelta(hours=20), "time"), now=NOW)


def test_old_dates_need_json_ld():
    """Only JSON-LD is believed about an article older than the web."""
    old = at(1963, 11, 22)
    assert settle(told=[old], now=NOW).published == old
    assert settle(tagged=[old], now=NOW).published is None


def test_the_address_decides_between_statements():
    """Of statements days apart the one on the address's day holds; alone it stands."""
    changed, published = at(2026, 5, 20, 8), at(2026, 5, 3, 9)
    address = "https://skarn.example/2026/05/03/seals"
    assert settle(told=[changed], tagged=[published], address=address, now=NOW).published == (
        published
    )
    assert settle(told=[changed], tagged=[published], now=NOW).published == changed
    assert settle(told=[changed], address=address, now=NOW).published == changed


def test_a_time_says_more_than_a_day():
    """The day alone gives way to the time of that day, not to another day's."""
    day, time, other = at(2026, 5, 3), at(2026, 5, 3, 9), at(2026, 5, 9, 9)
    assert settle(told=[day], tagged=[time], now=NOW).published == time
    assert settle(told=[day], tagged=[other], now=NOW).published == day


def test_updates_come_later():
    """A change before the publication is none; one alone gives its day as a guess."""
    published, later = at(2026, 5, 3, 9), at(2026, 5, 4, 9)
    assert settle(told=[published], updated=[later], now=NOW).updated == later.at
    assert settle(told=[later], updated=[published], now=NOW).updated is None
    alone = settle(updated=[later], now=NOW)
    assert (alone.published, alone.guessed, alone.updated) == (at(2026, 5, 4), True, later.at)


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://skarn.example/2026/05/03/seals", at(2026, 5, 3)),
        ("https://skarn.example/news/2026/5/3/seals/", at(2026, 5, 3)),
        ("https://skarn.example/2026-05-03/seals", at(2026, 5, 3)),
        ("https://skarn.example/20260503/seals", at(2026, 5, 3)),
        ("https://skarn.example/2026/05/seals", None),
        ("https://skarn.example/2026/13/03/seals", None),
        ("https://skarn.example/a?d=/2026/05/03/", None),
        ("https://[x/2026/05/03/seals", None),
        (None, None),
    ],
)
def test_days_in_addresses(address, day):
    """Year, month and day in the path are a day; less, or no such day, is none."""
    assert day_in(address) == day
