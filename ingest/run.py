"""One run over many sources: reading goes ahead of it, embedding comes behind it."""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sized
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, replace
from typing import Any

from ingest.behind import Behind
from ingest.found import Found
from ingest.jobs import Broken, Job, Page, Record
from ingest.obtain import Means, Obtained, obtain
from ingest.report import Outcome, Overrides, Progress, Result, Summary, Tally
from ingest.taking import take, withdraw
from retrieval.errors import (
    ArchiveUnreadable,
    EmbeddingModelMissing,
    NewsdeskError,
    SourceUnreadable,
)

log = logging.getLogger(__name__)

AHEAD = 16
"""Jobs begun before their turn. Their content is in memory, so this bounds what a run needs."""
AHEAD_IN_FEED = 4
"""The same for the entries of one feed, whose site would let the others wait anyway."""

ONE_ONLY = (
    "A title or address was given, but that fits one article only; leave out the options title "
    "and url, or give one article."
)
_LOOK_EVERY = 0.3


@dataclass(frozen=True, slots=True)
class _Begun:
    job: Job
    future: Future[Obtained] | None


class Run:
    """A run under way: what is still to begin, what is begun, and what has been done."""

    def __init__(
        self,
        means: Means,
        overrides: Overrides,
        *,
        reading: Executor,
        embedding: Executor,
        on_progress: Callable[[Progress], None],
        ahead: int = AHEAD,
    ) -> None:
        self._means = means
        self._overrides = overrides
        self._reading = reading
        self._on_progress = on_progress
        self._cancelled = means.cancelled
        self._most_ahead = ahead
        self._tally = Tally()
        self._behind = Behind(means.archive, embedding, self._done, means.cancelled)
        self._ahead: deque[_Begun] = deque()
        self._sources: list[Iterator[Job]] = []
        self._to_come: int | None = 0

    def all(self, jobs: Iterator[Job], count: int | None) -> Summary:
        """Do every job and all they lead to; gives what was done, also when cancelled."""
        self._sources, self._to_come = [jobs], count
        try:
            while not self._cancelled() and self._begin_more():
                self._do(self._ahead.popleft())
        finally:
            for begun in self._ahead:
                if begun.future:
                    begun.future.cancel()
        self._behind.finish()
        return replace(self._tally.summary(), stored=self._behind.left)

    def _begin_more(self) -> bool:
        """Keep jobs begun ahead; False when there are none left."""
        while self._sources and len(self._ahead) < self._most_ahead:
            job = next(self._sources[-1], None)
            if job is None:
                self._sources.pop()
                continue
            at_hand = isinstance(job, Record | Broken)
            future = None if at_hand else self._reading.submit(obtain, job, self._means)
            self._ahead.append(_Begun(job, future))
        return bool(self._ahead)

    def _do(self, begun: _Begun) -> None:
        job = begun.job
        self._tell(job.source, None)
        if begun.future and not self._came(begun.future):
            return
        if self._to_come is not None:
            self._to_come -= 1
        try:
            self._sort(job, begun.future.result() if begun.future else obtain(job, self._means))
        except Exception as error:
            if self._cancelled():
                return
            reason = _reason(job.source, error)
            self._behind.add(Result(job.source, Outcome.FAILED, reason=reason, key=_key(job)))

    def _came(self, future: Future[Obtained]) -> bool:
        """Wait for what was begun, embedding meanwhile; False when it is wanted no more."""
        while not future.done():
            if self._cancelled():
                future.cancel()
                return False
            self._behind.go_on()
            both: set[Future[Any]] = {future, self._behind.work or future}
            wait(both, timeout=_LOOK_EVERY, return_when=FIRST_COMPLETED)
        return True

    def _sort(self, job: Job, obtained: Obtained) -> None:
        """Take in what a job found, and put what it leads to before all that is left."""
        key, known = _key(job), obtained.known
        if obtained.removed:
            self._behind.add(Result(job.source, Outcome.KEPT_OUT, known, key=key))
        elif known and obtained.gone:
            self._behind.add(withdraw(job.source, known, self._means.archive, key))
        elif known:
            self._behind.add(Result(job.source, Outcome.UNCHANGED, known, key=key))
        several = len(obtained.found) > 1
        one_of_many = several or isinstance(job, Record) or (isinstance(job, Page) and job.lead)
        if one_of_many and self._overrides.fit_one_only:
            raise SourceUnreadable(ONE_ONLY)
        for number, found in enumerate(obtained.found, start=1):
            name = found.draft.title[:60] or number
            self._take(f"{job.source} ({name})" if several else job.source, found)
        if self._to_come is not None:
            more = obtained.jobs
            self._to_come = self._to_come + len(more) if isinstance(more, Sized) else None
        self._sources.append(iter(obtained.jobs))

    def _take(self, source: str, found: Found) -> None:
        archive, library = self._means.archive, self._means.library
        try:
            result, passages = take(source, found, self._overrides, archive, library)
        except Exception as error:
            reason = _reason(source, error)
            result, passages = Result(source, Outcome.FAILED, reason=reason, key=found.key), 0
        self._behind.add(result, passages)

    def _done(self, result: Result) -> None:
        self._tally.add(result)
        self._tell(result.source, result)

    def _tell(self, current: str, result: Result | None) -> None:
        done = self._tally.done
        total = None
        if self._to_come is not None:
            total = max(1, done + self._behind.waiting + self._to_come)
        self._on_progress(Progress(done, total, current, result))


def _key(job: Job) -> str:
    return job.lead.key if isinstance(job, Page) and job.lead else ""


def _reason(source: str, error: Exception) -> str:
    """Put a failure into its sentence; an unexpected one goes to the log in full."""
    if isinstance(error, ArchiveUnreadable | EmbeddingModelMissing):
        raise error  # every other article would fail in the same way
    if isinstance(error, NewsdeskError):
        return str(error)
    log.error("Reading %s failed.", source, exc_info=error)
    return f"Reading it failed unexpectedly ({type(error).__name__}); see the log."
