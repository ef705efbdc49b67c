"""The time of a daily post: as people write it, and across changes of the clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.following.schedule import clock, due, last_at, next_at, proposals

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")


def utc(*moment):
    return local(moment, UTC)


def local(moment, zone):
    return datetime(*moment).replace(tzinfo=zone)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("08:00", "08:00"),
        ("8", "08:00"),
        ("8:30", "08:30"),
        ("8.30", "08:30"),
        ("8pm", "20:00"),
        ("8:15 p.m.", "20:15"),
        ("12am", "00:00"),
        ("12 pm", "12:00"),
        ("20h30", "20:30"),
        ("20 h", "20:00"),
        ("8 Uhr", "08:00"),
        ("à 8 heures", "08:00"),
        ("a las 20 horas", "20:00"),
        ("daily at 7:05", "07:05"),
        ("every day at 6 pm", "18:00"),
        ("täglich um 8 Uhr", "08:00"),
        ("tous les jours à 9h", "09:00"),
        ("noon", "12:00"),
        ("Midnight", "00:00"),
        ("0", "00:00"),
        ("24", None),
        ("8:60", None),
        ("13pm", None),
        ("0 am", None),
        ("soon", None),
        ("", None),
        ("8 8", None),
        ("2026-08-04", None),
    ],
)
def test_a_time_is_read_as_people_write_it(written, read):
    """In figures, with am and pm, and in a few words; what is no time is none."""
    assert clock(written) == read


def test_times_are_proposed_while_one_is_written():
    """Some usual ones at first; of a bare morning hour also that of the evening."""
    assert "08:00" in proposals("")
    assert proposals("8") == ["08:00", "20:00"]
    assert proposals("8:30") == ["08:30"]
    assert proposals("17") == ["17:00"]
    assert proposals("x") == []


def test_the_time_is_that_of_the_zone():
    """In summer and in winter, on this day or the next."""
    assert next_at("08:00", LONDON, utc(2026, 6, 1, 6, 59)) == utc(2026, 6, 1, 7)
    assert next_at("08:00", LONDON, utc(2026, 6, 1, 7)) == utc(2026, 6, 2, 7)
    assert next_at("08:00", LONDON, utc(2026, 1, 5, 7, 30)) == utc(2026, 1, 5, 8)
    assert next_at("20:00", NEW_YORK, utc(2026, 7, 1, 23)) == utc(2026, 7, 2, 0)
    assert next_at("07:00", LORD_HOWE, utc(2026, 7, 1, 20)) == utc(2026, 7, 1, 20, 30)


@pytest.mark.parametrize(
    ("zone", "at", "day", "moment"),
    [
        (LONDON, "01:30", (2026, 3, 29), (2026, 3, 29, 1, 0)),
        (NEW_YORK, "02:15", (2026, 3, 8), (2026, 3, 8, 7, 0)),
        (LORD_HOWE, "02:10", (2026, 10, 4), (2026, 10, 3, 15, 30)),
    ],
)
def test_a_time_that_is_skipped_is_the_first_minute_there_is(zone, at, day, moment):
    """In spring, by an hour or by half of one."""
    before = local(day, zone) - timedelta(minutes=1)
    found = next_at(at, zone, before)
    assert found == utc(*moment)
    assert last_at(at, zone, found) == found


@pytest.mark.parametrize(
    ("zone", "at", "first"),
    [
        (LONDON, "01:30", (2026, 10, 25, 0, 30)),
        (NEW_YORK, "01:15", (2026, 11, 1, 5, 15)),
        (LORD_HOWE, "01:40", (2026, 4, 4, 14, 40)),
    ],
)
def test_a_time_that_comes_twice_is_the_first(zone, at, first):
    """In autumn; once that day, and not again until the next."""
    found = next_at(at, zone, utc(*first) - timedelta(minutes=1))
    assert found == utc(*first)
    after = next_at(at, zone, found)
    assert timedelta(hours=24) < after - found <= timedelta(hours=25)


def test_every_day_of_two_years_has_one_post():
    """Whatever the clocks do."""
    for zone in (LONDON, NEW_YORK, LORD_HOWE):
        for at in ("00:00", "01:30", "02:00", "02:30", "23:59"):
            moment, days = utc(2026, 1, 1), set()
            for _ in range(730):
                moment = next_at(at, zone, moment)
                day = moment.astimezone(zone).date()
                assert day not in days
                days.add(day)
            assert (max(days) - min(days)).days == 729


def test_a_post_is_made_once_also_when_it_is_late():
    """Up to six hours after its time; after that it is left to the next day."""
    posted = utc(2026, 6, 1, 7)
    assert due("08:00", LONDON, posted, utc(2026, 6, 2, 6, 59)) is None
    assert due("08:00", LONDON, posted, utc(2026, 6, 2, 7)) == utc(2026, 6, 2, 7)
    assert due("08:00", LONDON, posted, utc(2026, 6, 2, 13)) == utc(2026, 6, 2, 7)
    assert due("08:00", LONDON, utc(2026, 6, 2, 13), utc(2026, 6, 2, 13)) is None
    assert due("08:00", LONDON, posted, utc(2026, 6, 2, 13, 1)) is None
    assert due("08:00", LONDON, posted, utc(2026, 6, 4, 8)) == utc(2026, 6, 4, 7)


def test_another_zone_plans_anew():
    """Nothing is kept of the old one but what was posted."""
    posted = utc(2026, 6, 1, 7, 0, 5)
    assert due("08:00", NEW_YORK, posted, utc(2026, 6, 1, 11, 59)) is None
    assert due("08:00", NEW_YORK, posted, utc(2026, 6, 1, 12)) == utc(2026, 6, 1, 12)
