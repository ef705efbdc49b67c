"""The whole way of articles: fetched and read ahead, taken in one by one, embedded behind."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from ingest import jobs
from ingest.jobs import Broken, Job, Page
from ingest.obtain import Means
from ingest.reader.readers import Readers
from ingest.reading import Lead
from ingest.report import Outcome, Overrides, Progress, Result, Summary
from ingest.run import AHEAD, AHEAD_IN_FEED, ONE_ONLY, Run
from ingest.sources import LARGEST_FILE, Given
from ingest.web.fetch import AGENT, Fetcher
from retrieval.archive import Archive

__all__ = ["Ingester", "Outcome", "Overrides", "Progress", "Result", "Summary", "ingest"]

OnProgress = Callable[[Progress], None]

READING = 32
"""Sources fetched and read at once by all runs; most of them only wait for their site's turn."""


def _unwatched(_: Progress) -> None:
    """Let progress pass."""


def _never() -> bool:
    return False


class Ingester:
    """What reads and takes in articles, held open; many runs may go on at once.

    It works on an open archive, and is closed before it. `contact` is where publishers can reach
    the operator: an address or e-mail, told with every request.
    """

    def __init__(
        self,
        archive: Archive,
        *,
        allow_private: bool = False,
        host_delay: float = 1.0,
        contact: str | None = None,
    ) -> None:
        self.archive = archive
        agent = f"{AGENT} {contact}" if contact else AGENT
        self.web = Fetcher(
            allow_private=allow_private, host_delay=host_delay, agent=agent, largest=LARGEST_FILE
        )
        self.readers = Readers()
        self._reading = ThreadPoolExecutor(READING, thread_name_prefix="read")
        self._embedding = ThreadPoolExecutor(1, thread_name_prefix="embed")

    def take(
        self,
        given: Sequence[Given],
        *,
        library: str,
        overrides: Overrides = Overrides(),  # noqa: B008 - frozen, and made of plain values
        follow: bool = True,
        on_progress: OnProgress = _unwatched,
        cancelled: Callable[[], bool] = _never,
    ) -> Summary:
        """Take articles in from sources; one that fails is told, and the rest goes on.

        With `follow`, the entries of a feed lead to their pages; without, its own texts are taken.
        """
        total = jobs.count(given)
        waiting = jobs.spread(given)
        if overrides.fit_one_only and (total or 1) != 1:
            waiting, total = (Broken(str(source), ONE_ONLY) for source in given), len(given)
        said = overrides != Overrides()
        means = self._means(library, cancelled, follow=follow, conditional=not said)
        return self._run(means, overrides, on_progress).all(waiting, total)

    def follow(
        self,
        leads: Sequence[Lead],
        *,
        library: str,
        on_progress: OnProgress = _unwatched,
        cancelled: Callable[[], bool] = _never,
    ) -> Summary:
        """Take in the articles that a feed's entries lead to."""
        waiting: list[Job] = [Page(lead.url, lead.url, lead) for lead in leads]
        means = self._means(library, cancelled)
        run = self._run(means, Overrides(), on_progress, ahead=AHEAD_IN_FEED)
        return run.all(iter(waiting), len(waiting))

    def _means(
        self,
        library: str,
        cancelled: Callable[[], bool],
        *,
        follow: bool = True,
        conditional: bool = True,
    ) -> Means:
        web, readers, archive = self.web, self.readers, self.archive
        return Means(web, readers, archive, library, cancelled, follow, conditional)

    def _run(
        self, means: Means, overrides: Overrides, on_progress: OnProgress, ahead: int = AHEAD
    ) -> Run:
        return Run(
            means,
            overrides,
            reading=self._reading,
            embedding=self._embedding,
            on_progress=on_progress,
            ahead=ahead,
        )

    def close(self) -> None:
        """Give up what is being read, and let go of the web and the reading processes."""
        self.web.close()
        self._reading.shutdown(cancel_futures=True)
        self.readers.close()
        self._embedding.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def ingest(
    given: Sequence[Given],
    archive: Archive,
    *,
    library: str,
    overrides: Overrides = Overrides(),  # noqa: B008 - frozen, and made of plain values
    allow_private: bool = False,
    host_delay: float = 1.0,
    follow: bool = True,
    on_progress: OnProgress = _unwatched,
    cancelled: Callable[[], bool] = _never,
) -> Summary:
    """Take articles in from sources, with an ingester opened for this one run."""
    with Ingester(archive, allow_private=allow_private, host_delay=host_delay) as ingester:
        return ingester.take(
            given,
            library=library,
            overrides=overrides,
            follow=follow,
            on_progress=on_progress,
            cancelled=cancelled,
        )
