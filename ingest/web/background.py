"""An event loop in a thread of its own, for callers that have none."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from contextvars import Context
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Background(Generic[T]):
    """Holds one thing open in a running loop; any thread may have work done with it."""

    def __init__(self, opened: Callable[[], AbstractAsyncContextManager[T]]) -> None:
        self._opened = opened
        self._lock = threading.Lock()
        self._closed = False
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop
        self._ended: asyncio.Event
        self._held: T

    def submit(self, work: Callable[[T], Coroutine[Any, Any, R]]) -> Future[R]:
        """Start a piece of work; its future is cancelled when the loop has ended or ends."""
        with self._lock:
            if self._closed:
                ended: Future[R] = Future()
                ended.cancel()
                ended.set_running_or_notify_cancel()  # or nobody who waits for it would hear
                return ended
            if self._thread is None:
                self._start()
            # In a context of its own: what a caller keeps in another is not for this loop.
            alone = Context()
            return alone.run(asyncio.run_coroutine_threadsafe, work(self._held), self._loop)

    def close(self) -> None:
        """Cancel what is under way, close what is held, and end the thread."""
        with self._lock:
            self._closed = True
        if self._thread is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._ended.set)
            self._thread.join()

    def _start(self) -> None:
        ready: Future[None] = Future()
        # A daemon: an application that forgot to close must still be able to end.
        thread = threading.Thread(target=self._run, args=(ready,), name="fetching", daemon=True)
        thread.start()
        ready.result()
        self._thread = thread

    def _run(self, ready: Future[None]) -> None:
        with asyncio.Runner() as runner:
            try:
                runner.run(self._serve(ready))
            except BaseException as error:
                if ready.done():
                    raise
                ready.set_exception(error)

    async def _serve(self, ready: Future[None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_default_executor(_Lookups(32, thread_name_prefix="look-up"))
        self._ended = asyncio.Event()
        async with self._opened() as self._held:
            ready.set_result(None)
            await self._ended.wait()
            under_way = asyncio.all_tasks() - {asyncio.current_task()}
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)


class _Lookups(ThreadPoolExecutor):
    """The loop's threads, which are not waited for: a name server that hangs ends by itself."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - the loop asks to wait
        super().shutdown(wait=False, cancel_futures=True)
