"""The zone in which a question's words of time are understood."""

import time
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import zones
from bot.settings import Settings

BERLIN = ZoneInfo("Europe/Berlin")
JULY = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture
def machine(monkeypatch):
    """Gives a machine a zone, by TZ or by the system's file."""

    def is_in(tz: str, file=None):
        monkeypatch.setenv("TZ", tz)
        if file is not None:
            monkeypatch.setattr(zones, "_OF_THE_SYSTEM", file)
        time.tzset()
        zones.local.cache_clear()
        return zones.local()

    yield is_in
    monkeypatch.undo()
    time.tzset()
    zones.local.cache_clear()


@pytest.mark.parametrize("tz", ["Europe/Berlin", ":Europe/Berlin"])
def test_the_zone_that_the_environment_names_is_the_machines(machine, tz):
    """A container is set up so."""
    assert machine(tz) is BERLIN


def test_without_it_the_systems_zone_is(machine, tmp_path):
    """Its file is a link to one with the zone's name."""
    there = tmp_path / "zoneinfo" / "Europe" / "Berlin"
    there.parent.mkdir(parents=True)
    there.touch()
    link = tmp_path / "localtime"
    link.symlink_to(there)
    assert machine("", link) is BERLIN


def test_a_zone_without_a_name_is_as_far_from_utc_as_today(machine, tmp_path):
    """A rule in TZ, or a file that is no link; its times can be copied all the same."""
    zone = machine("XYZ-5:30", tmp_path / "none")
    assert JULY.astimezone(zone).utcoffset() == timedelta(hours=5, minutes=30)
    assert deepcopy(JULY.astimezone(zone)) == JULY


def test_the_zone_that_is_set_wins(machine):
    """Who asks may be elsewhere than the machine."""
    machine("Asia/Tokyo")
    assert Settings(timezone=BERLIN).zone is BERLIN
    assert Settings().zone is ZoneInfo("Asia/Tokyo")


def test_every_zone_offered_is_one_that_can_be_chosen():
    """UTC first; none that stands for no place."""
    names = zones.names()
    assert names[0] == "UTC"
    assert {"Europe/London", "America/Argentina/Buenos_Aires"} <= set(names)
    assert not [name for name in names if name.startswith("Etc/")]
    assert all(zones.named(name) for name in names)


def test_a_city_finds_its_zone():
    """In any case, with spaces; a whole name before one that only begins so."""
    assert zones.matching("berlin") == ["Europe/Berlin"]
    assert zones.matching("New York") == ["America/New_York"]
    assert zones.matching("europe/lon") == ["Europe/London"]
    assert zones.matching("utc")[0] == "UTC"
    assert zones.matching("Atlantis") == []
    assert len(zones.matching("")) == len(zones.names())
