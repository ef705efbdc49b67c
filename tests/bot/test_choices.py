"""Outlets and times that are proposed while they are typed."""

import asyncio
import threading
from datetime import UTC, datetime

import pytest

from bot import choices
from bot.choices import Outlets, matching, times

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
HERE = frozenset({"shared", "guild-1"})


def test_a_time_is_proposed_with_what_it_is_understood_as():
    """Which side it limits, too; a time that says nothing is not proposed."""
    assert times("last week", NOW, begins=True)[0] == (
        "last week → since 16 November 2026",
        "last week",
    )
    assert times("last week", NOW, begins=False)[0][0] == "last week → until 22 November 2026"
    assert times("2026-05-03", NOW, begins=True) == [
        ("2026-05-03 → since 3 May 2026", "2026-05-03")
    ]
    assert times("gibberish", NOW, begins=True) == []


def test_what_is_begun_is_completed_whatever_its_case():
    """And a time that is understood as it stands is proposed once."""
    assert [value for _, value in times("LAST W", NOW, begins=True)] == ["last week"]
    assert [value for _, value in times("monday", NOW, begins=True)] == ["monday"]


def test_nothing_typed_gets_the_usual_times():
    """Each of them understood."""
    assert [value for _, value in times("", NOW, begins=True)] == list(choices.PROPOSED)


def test_a_choice_is_never_longer_than_discord_takes():
    """Nor are there more than it takes."""
    for typed in ("", "m", "last week" + " " * 200, "x" * 6000):
        found = times(typed, NOW, begins=True)
        assert len(found) <= 25
        assert all(len(name) <= 100 and len(value) <= 100 for name, value in found)
    names = [f"Outlet {n}" for n in range(60)] + ["Outlet " * 40]
    assert len(matching("outlet", names)) == 25


def test_outlets_that_begin_with_what_was_typed_come_first():
    """Accents and case do not count."""
    names = ["The Écho", "Wabecho", "Echo of Portmere"]
    assert matching("éch", names) == ["Echo of Portmere", "The Écho", "Wabecho"]


@pytest.mark.asyncio
async def test_outlets_are_read_once_and_then_told_from_memory():
    """Also to many who type at the same time."""
    read = []

    def slowly(libraries):
        read.append(libraries)
        return ["The Harbour Post"]

    outlets = Outlets(slowly)
    found = await asyncio.gather(*(outlets.of(HERE) for _ in range(5)))
    assert found == [("The Harbour Post",)] * 5
    assert await outlets.of(HERE) == ("The Harbour Post",)
    assert read == [HERE]


@pytest.mark.asyncio
async def test_a_slow_archive_keeps_nobody_waiting(monkeypatch):
    """What is known is proposed, be it nothing; what was read meanwhile comes next time."""
    monkeypatch.setattr(choices, "WAIT_SECONDS", 0.05)
    answered = threading.Event()

    def blocked(_libraries):
        answered.wait(10)
        return ["Ellsworth Wire"]

    outlets = Outlets(blocked)
    assert await outlets.of(HERE) == ()
    answered.set()
    monkeypatch.setattr(choices, "WAIT_SECONDS", 10)
    assert await outlets.of(HERE) == ("Ellsworth Wire",)


@pytest.mark.asyncio
async def test_old_names_are_told_while_new_ones_are_read(monkeypatch):
    """Asked for fresh ones, it waits for them."""
    names = ["Old"]
    outlets = Outlets(lambda _libraries: list(names))
    await outlets.of(HERE)
    names[:] = ["New"]
    monkeypatch.setattr(choices, "FRESH_SECONDS", -1)
    assert await outlets.of(HERE) == ("Old",)
    assert await outlets.of(HERE, fresh=True) == ("New",)


@pytest.mark.asyncio
async def test_an_archive_that_fails_costs_the_proposals_only(caplog):
    """The log says why."""

    def broken(_libraries):
        raise OSError("disk I/O error")

    assert await Outlets(broken).of(HERE) == ()
    assert "could not be read" in caplog.text
