"""What is looked up for suggestions is told from memory."""

import asyncio
import threading

import pytest

from bot import recent
from bot.recent import Recent

pytestmark = pytest.mark.asyncio

HERE = frozenset({"shared", "guild-1"})


async def test_what_is_known_is_read_once_and_then_told_from_memory():
    """Also to many who type at the same time."""
    read = []

    def slowly(libraries):
        read.append(libraries)
        return ["The Harbour Post"]

    outlets = Recent(slowly, 60)
    found = await asyncio.gather(*(outlets.of(HERE) for _ in range(5)))
    assert found == [["The Harbour Post"]] * 5
    assert await outlets.of(HERE) == ["The Harbour Post"]
    assert read == [HERE]


async def test_a_slow_archive_keeps_nobody_waiting(monkeypatch):
    """What is known is proposed, be it nothing; what was read meanwhile comes next time."""
    monkeypatch.setattr(recent, "WAIT_SECONDS", 0.05)
    answered = threading.Event()

    def blocked(_libraries):
        answered.wait(10)
        return ["Ellsworth Wire"]

    outlets = Recent(blocked, 60)
    assert await outlets.of(HERE) == ()
    answered.set()
    monkeypatch.setattr(recent, "WAIT_SECONDS", 10)
    assert await outlets.of(HERE) == ["Ellsworth Wire"]


async def test_old_names_are_told_while_new_ones_are_read():
    """Asked for fresh ones, it waits for them."""
    names = ["Old"]
    outlets = Recent(lambda _libraries: list(names), -1)
    await outlets.of(HERE)
    names[:] = ["New"]
    assert await outlets.of(HERE) == ["Old"]
    assert await outlets.of(HERE, fresh=True) == ["New"]


async def test_an_archive_that_fails_costs_the_proposals_only(caplog):
    """The log says why."""

    def broken(_libraries):
        raise OSError("disk I/O error")

    assert await Recent(broken, 60).of(HERE) == ()
    assert "could not be looked up" in caplog.text


async def test_what_is_forgotten_while_it_is_looked_up_is_not_kept():
    """It may have been found before the change that made it old."""
    going, found = threading.Event(), iter(["before", "after"])

    def look(_where):
        one = next(found)
        assert one == "after" or going.wait(10)
        return [one]

    held = Recent(look, 60)
    first = asyncio.create_task(held.of(HERE))
    await asyncio.sleep(0.05)
    held.forget(HERE)
    assert await held.of(HERE) == ["after"]
    going.set()
    await first
    assert await held.of(HERE) == ["after"]
