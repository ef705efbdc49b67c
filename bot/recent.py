"""What was looked up a moment ago, for suggestions: people type faster than archives answer."""

import asyncio
import logging
from collections.abc import Callable, Hashable, Sequence
from time import monotonic
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

WAIT_SECONDS = 1.5
"""How long is waited for the archive; Discord drops what is suggested after three seconds."""
KEPT_SECONDS = 300.0
"""For how long it is better to show what was found than to have somebody wait."""

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Recent(Generic[K, T]):
    """What one function found, by what it looked in; read again in the background when old."""

    def __init__(self, look: Callable[[K], Sequence[T]], seconds: float) -> None:
        self._look = look
        self._seconds = seconds
        self._found: dict[K, tuple[float, Sequence[T]]] = {}
        self._looking: dict[K, asyncio.Task[None]] = {}

    async def of(self, where: K, *, fresh: bool = False) -> Sequence[T]:
        """What is known; waits shortly for the archive where nothing is yet, or if `fresh`."""
        self._drop_old()
        held = self._found.get(where)
        if fresh or held is None or monotonic() - held[0] > self._seconds:
            looking = self._look_again(where)
            if fresh or held is None:
                await asyncio.wait({looking}, timeout=WAIT_SECONDS)
                held = self._found.get(where)
        return held[1] if held else ()

    def forget(self, where: K) -> None:
        """Look anew next time, as something has changed."""
        self._found.pop(where, None)
        self._looking.pop(where, None)

    def _look_again(self, where: K) -> "asyncio.Task[None]":
        task = self._looking.get(where)
        if task is None or task.done():
            task = asyncio.create_task(self._take(where), name="look up suggestions")
            self._looking[where] = task
        return task

    async def _take(self, where: K) -> None:
        mine = asyncio.current_task()
        try:
            found = await asyncio.to_thread(self._look, where)
        except Exception:
            log.exception("Suggestions could not be looked up.")
        else:
            # What was forgotten meanwhile may have been found in a former state.
            if self._looking.get(where) is mine:
                self._found[where] = (monotonic(), found)
        if self._looking.get(where) is mine:
            del self._looking[where]

    def _drop_old(self) -> None:
        now = monotonic()
        old = [where for where, (read, _) in self._found.items() if now - read > KEPT_SECONDS]
        for where in old:
            del self._found[where]
