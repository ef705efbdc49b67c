"""The replies whose answer is not there yet: finished, or taken leave of, when the bot stops."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bot.delivery.replies import Reply
from bot.words import phrase

RESTARTING = phrase("I am being restarted; please ask again in a minute.")
RETURNING = phrase("I am being restarted; your answer comes here when I am back.")


class AtWork:
    """Every reply that is being worked on, with the task that does it."""

    def __init__(self) -> None:
        self._open: dict[Reply, asyncio.Task[object] | None] = {}
        self._none = asyncio.Event()
        self._none.set()

    @contextmanager
    def on(self, reply: Reply) -> Iterator[None]:
        """Know a reply as unfinished."""
        self._open[reply] = asyncio.current_task()
        self._none.clear()
        try:
            yield
        finally:
            del self._open[reply]
            if not self._open:
                self._none.set()

    async def finish(self, within: float) -> None:
        """Wait until all are finished, or for so many seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._none.wait(), within)

    async def take_leave(self) -> None:
        """Say in those that are left what becomes of them."""
        farewells = [
            reply.leave(reply.words(RETURNING if reply.kept else RESTARTING))
            for reply in self._open
        ]
        await asyncio.gather(*farewells, return_exceptions=True)

    def end(self) -> None:
        """Stop the work on those that are left, which nobody can be shown any more."""
        for task in self._open.values():
            if task is not None and task is not asyncio.current_task():
                task.cancel()
