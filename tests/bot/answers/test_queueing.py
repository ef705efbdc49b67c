"""The queue for answers: in order, with a place in it, and with an end."""

import asyncio

import pytest

from bot.answers import queueing
from bot.answers.queueing import Queue, QueueFull

pytestmark = pytest.mark.asyncio


class Asker:
    """Somebody who waits for a turn and holds it until told to leave."""

    def __init__(self, queue):
        self.places = []
        self.done = asyncio.Event()
        self.served = asyncio.Event()
        self.task = asyncio.create_task(self._ask(queue))

    async def _ask(self, queue):
        async with queue.turn(self.places.append):
            self.served.set()
            await self.done.wait()


async def arrive(queue, count):
    """So many, one after the other."""
    askers = []
    for _ in range(count):
        askers.append(Asker(queue))
        await asyncio.sleep(0)
    return askers


async def leave(*askers):
    for one in askers:
        one.done.set()
        await one.task
        await asyncio.sleep(0)


async def test_turns_come_in_the_order_of_asking_and_places_move_up():
    """Who waits hears each place once, the first of them 1."""
    queue = Queue(2)
    askers = await arrive(queue, 5)
    assert [one.served.is_set() for one in askers] == [True, True, False, False, False]
    await leave(askers[1])
    assert [one.places for one in askers] == [[], [], [1], [2, 1], [3, 2]]
    assert askers[2].served.is_set()
    await leave(askers[0], *askers[2:])
    assert [one.places for one in askers[3:]] == [[2, 1], [3, 2, 1]]


async def test_who_gives_up_waiting_leaves_no_gap():
    """Those behind move up, and no turn is lost."""
    queue = Queue(1)
    first, second, third = await arrive(queue, 3)
    second.task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second.task
    assert third.places == [2, 1]
    await leave(first)
    assert third.served.is_set()
    await leave(third)
    [last] = await arrive(queue, 1)
    assert last.served.is_set()
    await leave(last)


async def test_a_turn_that_comes_to_who_just_gave_up_goes_on_to_the_next():
    """Given and taken back in the same moment."""
    queue = Queue(1)
    first, second, third = await arrive(queue, 3)
    first.done.set()
    await first.task
    second.task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second.task
    await asyncio.sleep(0)
    assert third.served.is_set()
    await leave(third)


async def test_a_full_queue_turns_people_away_at_once():
    """Before they have waited at all."""
    queue = Queue(1, longest=2)
    askers = await arrive(queue, 3)
    with pytest.raises(QueueFull, match="Too many questions are waiting"):
        async with queue.turn():
            pass
    await leave(*askers)


async def test_an_answer_that_fails_gives_its_turn_back():
    """However it ends."""
    queue = Queue(1)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            async with queue.turn():
                raise ZeroDivisionError


async def test_work_that_never_ends_keeps_nobody_waiting_for_ever(monkeypatch):
    """Its place goes to the next, and is not given twice when it ends after all."""
    monkeypatch.setattr(queueing, "LOST_SECONDS", 0.05)
    queue = Queue(1)
    await queue.take()
    lost: asyncio.Future[None] = asyncio.Future()
    queue.give_back_after(lost)
    second, third = await arrive(queue, 2)
    await asyncio.wait_for(second.served.wait(), 5)
    lost.set_result(None)
    await asyncio.sleep(0)
    assert not third.served.is_set()
    await leave(second, third)


async def test_not_all_places_are_given_away_for_lost_work(monkeypatch):
    """What is at fault for all would else take every thread there is."""
    monkeypatch.setattr(queueing, "LOST_SECONDS", 0.0)
    queue = Queue(1)
    for _ in range(queueing.SPARE + 1):
        await asyncio.wait_for(queue.take(), 5)
        queue.give_back_after(asyncio.Future())
    [waiting] = await arrive(queue, 1)
    await asyncio.sleep(0.05)
    assert not waiting.served.is_set()
    waiting.task.cancel()
