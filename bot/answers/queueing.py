"""The queue for answers: some are made at once, the others wait in the order they came."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.words import phrase
from retrieval.errors import NewsdeskError

log = logging.getLogger(__name__)

LONGEST = 100
LOST_SECONDS = 900.0
"""After which work counts as lost: nothing that ends by itself takes as long."""
SPARE = 2
"""Places of lost work that are given to others; each of them holds a thread for ever."""
LOST = "An answer has been at work for {minutes:.0f} minutes; restart me when it happens again."
FULL = phrase("Too many questions are waiting already; please ask again in a few minutes.")


class QueueFull(NewsdeskError):
    """There are so many waiting that another one would wait too long."""


@dataclass(eq=False, slots=True)
class _Waiting:
    moved: Callable[[int], None]
    turn: "asyncio.Future[None]" = field(default_factory=asyncio.Future)


class Queue:
    """Who is at work and who waits, of all servers together."""

    def __init__(self, at_once: int, longest: int = LONGEST) -> None:
        self._free = at_once
        self._spare = SPARE
        self._longest = longest
        self._waiting: deque[_Waiting] = deque()

    @asynccontextmanager
    async def turn(self, moved: Callable[[int], None] = lambda _place: None) -> AsyncIterator[None]:
        """Wait for a turn and hold it; `moved` hears the place, 1 for the next, as it changes.

        Raises QueueFull at once when too many wait.
        """
        await self.take(moved)
        try:
            yield
        finally:
            self.give_back()

    async def take(self, moved: Callable[[int], None] = lambda _place: None) -> None:
        """Wait for a turn, to be given back by `give_back`; raises QueueFull as `turn` does."""
        if self._free:
            self._free -= 1
        else:
            await self._wait(moved)

    def give_back(self) -> None:
        """Give the turn to the next who waits, or keep it free."""
        while self._waiting:
            turn = self._waiting.popleft().turn
            # One that gave up a moment ago has not left the queue yet.
            if not turn.done():
                turn.set_result(None)
                self._tell()
                return
        self._free += 1

    def give_back_after(self, work: "asyncio.Future[Any]") -> None:
        """Give a turn back when the work in it ends, or must be taken for lost."""

        def end(_: "asyncio.Future[Any]") -> None:
            patience.cancel()
            self.give_back()

        def lose() -> None:
            log.error(LOST.format(minutes=LOST_SECONDS / 60))
            if self._spare:
                self._spare -= 1
                work.remove_done_callback(end)
                work.add_done_callback(self._found)
                self.give_back()

        patience = asyncio.get_running_loop().call_later(LOST_SECONDS, lose)
        work.add_done_callback(end)

    def _found(self, _: "asyncio.Future[Any]") -> None:
        self._spare += 1

    async def _wait(self, moved: Callable[[int], None]) -> None:
        if len(self._waiting) >= self._longest:
            raise QueueFull(FULL)
        mine = _Waiting(moved)
        self._waiting.append(mine)
        moved(len(self._waiting))
        try:
            await mine.turn
        except asyncio.CancelledError:
            if mine.turn.done() and not mine.turn.cancelled():
                self.give_back()
            else:
                self._leave(mine)
            raise

    def _leave(self, mine: _Waiting) -> None:
        if mine in self._waiting:
            self._waiting.remove(mine)
            self._tell()

    def _tell(self) -> None:
        for place, one in enumerate(self._waiting, start=1):
            one.moved(place)
