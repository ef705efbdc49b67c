"""What was looked up a moment ago, for suggestions: people type faster than archives answer."""

import asyncio
import logging
from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

WAIT_SECONDS = 1.5
"""Discord drops what is suggested after three seconds."""

T = TypeVar("T")


class Recent(Generic[T]):
    """What one function found, by the library it looked in, for some seconds."""

    def __init__(self, look: Callable[[str], list[T]], seconds: float) -> None:
        self._look = look
        self._seconds = seconds
        self._found: dict[str, tuple[float, asyncio.Task[list[T]]]] = {}

    async def of(self, library: str) -> list[T]:
        """What there is; nothing when the archive takes too long, as it may next time not."""
        self._drop_old()
        if library not in self._found:
            task = asyncio.create_task(asyncio.to_thread(self._look, library))
            self._found[library] = (monotonic(), task)
        _, task = self._found[library]
        done, _ = await asyncio.wait({task}, timeout=WAIT_SECONDS)
        if not done:
            return []
        if error := task.exception():
            self.forget(library)
            log.warning("Suggestions could not be looked up: %s", error)
            return []
        return task.result()

    def forget(self, library: str) -> None:
        """Look anew next time, as something has changed."""
        self._found.pop(library, None)

    def _drop_old(self) -> None:
        now = monotonic()
        old = [
            library
            for library, (begun, task) in self._found.items()
            if task.done() and now - begun > self._seconds
        ]
        for library in old:
            del self._found[library]
