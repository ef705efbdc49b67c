"""The vector index as the archive uses it: it falls back to nothing found, and mends itself."""

import logging
from collections.abc import Collection
from threading import RLock, Thread

from retrieval import health
from retrieval.database import Database
from retrieval.embeddings import Vectors
from retrieval.errors import VectorsUnavailable
from retrieval.progress import OnProgress
from retrieval.vectors import VectorIndex

log = logging.getLogger(__name__)


class _Closing(Exception):
    """The archive is being closed while its index is rebuilt."""


class ResilientIndex:
    """Chroma kept in step with SQLite; when it fails, search goes by words until it is mended.

    An index of our own is rebuilt from SQLite, in the background when it fails while open. A
    server's (`shared`) is left alone: others may be writing, so counts may differ for good reasons.
    Whoever holds `writing` may settle; who settles may not begin to write.
    """

    def __init__(self, database: Database, index: VectorIndex, *, shared: bool) -> None:
        self.writing = RLock()
        self._settling = RLock()
        self._database = database
        self._index = index
        self._shared = shared
        self.failures = 0
        self._damaged = self._closing = False
        self._mending = Thread()

    @property
    def searchable(self) -> bool:
        """Whether the index answers."""
        return not self._damaged

    def check(self, on_progress: OnProgress) -> None:
        """Finish what a crash left, and rebuild the index when it is not sound."""
        if self._shared:
            health.settle(self._database, self._index)
        elif not health.sound(self._database, self._index):
            log.warning("The vector index is damaged; rebuilding it from the archive.")
            self.rebuild(on_progress)

    def settle(self) -> None:
        """Bring Chroma in step; when it fails, what is new is found by its words for now."""
        with self._settling:
            try:
                health.settle(self._database, self._index)
            except VectorsUnavailable as error:
                self._fail(error)
            else:
                self._answers_again()

    def query(
        self, vector: Vectors, libraries: Collection[str], count: int
    ) -> list[tuple[str, float]]:
        """Passage ids with their cosine similarity, best first; none while it is mended."""
        if self._damaged and not self._shared:
            return []
        try:
            found = [hit for name in libraries for hit in self._index.query(name, vector, count)]
        except VectorsUnavailable as error:
            self._fail(error)
            return []
        self._answers_again()
        return sorted(found, key=lambda hit: -hit[1])[:count]

    def rebuild(self, on_progress: OnProgress) -> None:
        """Make the index anew from the vectors in SQLite."""
        with self._settling:
            self._damaged = True
            health.rebuild(self._database, self._index, on_progress)
            self._damaged = False

    def _answers_again(self) -> None:
        """A server that answers is whole again; an index of our own only once it is rebuilt."""
        if self._shared:
            self._damaged = False

    def _fail(self, error: VectorsUnavailable) -> None:
        if not self._damaged:
            log.error("The vector index failed; searching by words for now.", exc_info=error)
        self._damaged = True
        self.failures += 1
        if not self._shared and not self._mending.is_alive():
            self._mending = Thread(target=self._mend, name="mend", daemon=True)
            self._mending.start()

    def _mend(self) -> None:
        with self.writing:
            try:
                self.rebuild(self._go_on)
            except (VectorsUnavailable, _Closing):
                log.warning("The vector index is not mended yet; the next opening tries again.")

    def _go_on(self, _what: str, _done: int, _total: int) -> None:
        if self._closing:
            raise _Closing

    def close(self) -> None:
        """Stop mending and let Chroma go."""
        self._closing = True
        if self._mending.is_alive():
            self._mending.join()
        self._index.close()
