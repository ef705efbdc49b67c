"""One event loop in a thread of its own, for what takes long and can be broken off."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import Future
from functools import cache
from threading import Lock, Thread
from typing import Any, TypeVar

T = TypeVar("T")

_starting = Lock()


def begun(work: Coroutine[Any, Any, T]) -> "Future[T]":
    """Begin the work; cancelling what is returned ends it, and closes what it holds open.

    All work shares one loop and so one thread: clients keep their connections from one call to the
    next, which they cannot from one loop to another, and no call that hangs leaves a thread behind.
    """
    with _starting:
        loop = _loop()
    return asyncio.run_coroutine_threadsafe(work, loop)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    # A daemon, so that no server that hangs keeps newsdesk from ending.
    Thread(target=loop.run_forever, name="chat model", daemon=True).start()
    return loop
