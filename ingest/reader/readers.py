"""Documents read in processes of their own, which may hang, swell or crash without harm."""

import threading
from queue import LifoQueue
from typing import Self

from ingest.reader.child import Child
from ingest.reader.frames import LARGEST_TAIL
from ingest.reading import NO_HINT, Hint, Reading
from retrieval.errors import SourceUnreadable


class Readers:
    """Some processes that read documents, each started when it is first needed.

    Many threads may ask at once; each waits for a process that is free.
    """

    def __init__(self, *, count: int = 2, seconds: float = 10.0, memory: int = 1 << 30) -> None:
        self._seconds = seconds
        self._memory = memory
        self._count = count
        self._closed = False
        self._lock = threading.Lock()
        self._running: set[Child] = set()
        # Last in, first out: a process that runs is asked before another is started.
        self._free: LifoQueue[Child | None] = LifoQueue()
        self._refill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def read(self, content: bytes, hint: Hint = NO_HINT) -> Reading:
        """Read a document; raise SourceUnreadable when nothing can be read in it."""
        if len(content) > LARGEST_TAIL:
            raise SourceUnreadable("It is larger than any article; give a single article or feed.")
        child: Child | None = self._free.get()
        try:
            child = child or self._start()
            return child.ask(content, hint)
        finally:
            # An answer left in the pipe, by Ctrl-C too, would be taken for the next document's.
            if child is not None and not child.fit:
                self._end(child)
                child = None
            self._free.put(child)

    def close(self) -> None:
        """End every process; documents that are being read fail."""
        with self._lock:
            self._closed = True
            for child in self._running:
                child.stop()
        for left in [self._free.get() for _ in range(self._count)]:
            if left is not None:
                self._end(left)
        self._refill()

    def _refill(self) -> None:
        for _ in range(self._count):
            self._free.put(None)

    def _start(self) -> Child:
        with self._lock:
            if self._closed:
                raise SourceUnreadable("Reading was stopped before it began; give it again.")
            try:
                child = Child(self._seconds, self._memory)
            except OSError as error:
                why = error.strerror or "unknown error"
                raise SourceUnreadable(f"No process can be started to read it ({why}).") from error
            self._running.add(child)
        return child

    def _end(self, child: Child) -> None:
        with self._lock:
            self._running.discard(child)
        child.close()
