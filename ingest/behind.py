"""What is stored and waits for its vectors: embedded in a thread while reading goes on."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future

from ingest.report import Result
from retrieval.archive import Archive

FEW, MANY = 64, 256
"""Passages that are worth a batch while reading goes on, and the most that may wait for theirs.

No more results than that wait to be told either: of a dump that is known, few have passages.
"""


class _Cancelled(Exception):
    """The run was cancelled while the model computed."""


class Behind:
    """The results of a run whose articles are stored but not yet answerable.

    They are told as done, in order, when their passages are embedded: by then they are found. Those
    still waiting when the run is cancelled are stored, and embedded by the next run or opening.
    """

    def __init__(
        self,
        archive: Archive,
        thread: Executor,
        done: Callable[[Result], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._archive = archive
        self._thread = thread
        self._done = done
        self._cancelled = cancelled
        self._stored: deque[Result] = deque()
        self._passages = 0
        self._embedding: deque[Result] = deque()
        self.work: Future[int] | None = None
        self.left = 0
        """How many results were not told, because the run was cancelled."""

    @property
    def waiting(self) -> int:
        """How many results are still to be told."""
        return len(self._stored) + len(self._embedding)

    def add(self, result: Result, passages: int = 0) -> None:
        """Take a result in its turn, and wait when too much is stored ahead."""
        if not passages and not self.waiting:
            self._done(result)
            return
        self._stored.append(result)
        self._passages += passages
        full = max(self._passages, len(self._stored)) >= MANY
        if full:
            self._settle()
        self.go_on(at_least=0 if full else FEW)

    def go_on(self, at_least: int = 1) -> None:
        """Tell what has been embedded meanwhile, and begin with what is stored by now."""
        if self.work and self.work.done():
            self._settle()
        if self.work is None and self._stored and self._passages >= at_least:
            self._begin()

    def finish(self) -> None:
        """Embed all that is left, by an earlier run too, and tell it; when cancelled, leave it."""
        self._settle()
        if not self._cancelled() and (self._stored or self._archive.pending):
            self._begin()
            self._settle()
        self.left += len(self._stored)

    def _begin(self) -> None:
        self._embedding, self._stored, self._passages = self._stored, deque(), 0
        self.work = self._thread.submit(self._archive.embed_pending, self._go_on)

    def _settle(self) -> None:
        if self.work:
            try:
                self.work.result()
            except _Cancelled:
                self.left += len(self._embedding)
                self._embedding.clear()
            self.work = None
        while self._embedding:
            self._done(self._embedding.popleft())

    def _go_on(self, _what: str, _done: int, _total: int) -> None:
        if self._cancelled():
            raise _Cancelled
