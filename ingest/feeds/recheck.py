"""Pages read again when a person asks: what was corrected since, and what was taken down."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from ingest import addresses
from ingest.report import LISTED, Outcome, Progress, Result, Summary
from ingest.sources import Address

if TYPE_CHECKING:
    from ingest.pipeline import Ingester

CHANGED = frozenset({Outcome.REVISED, Outcome.WITHDRAWN, Outcome.FAILED})
"""What is worth naming of articles that were known before."""

UNREAD = frozenset({"feed", "summary"})
"""How much there is of articles whose pages were never read, or may not be; feeds renew those."""

_AT_ONCE = 1000
"""Addresses handed over together; all of a large archive would not fit into memory."""


def recheck(
    ingester: "Ingester",
    libraries: Collection[str],
    *,
    since: datetime | None = None,
    on_progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> Summary:
    """Fetch the pages of the articles first seen since then again, where they changed.

    Of the results only those are named that tell of a change or a failure.
    """
    counts: Counter[Outcome] = Counter()
    named: list[Result] = []
    stored = 0

    def heard(progress: Progress) -> None:
        if result := progress.result:
            counts[result.outcome] += 1
            if result.outcome in CHANGED and len(named) < LISTED:
                named.append(result)
        on_progress(replace(progress, done=counts.total(), total=None))

    for library in libraries:
        places = _pages(ingester, library, since)
        while not cancelled() and (batch := list(islice(places, _AT_ONCE))):
            stored += ingester.take(
                batch, library=library, follow=False, on_progress=heard, cancelled=cancelled
            ).stored
    return Summary(tuple(named), dict(counts), stored)


def _pages(ingester: "Ingester", library: str, since: datetime | None) -> Iterator[Address]:
    for article in ingester.archive.chronicle.every([library], since=since):
        if article.extent not in UNREAD and (place := addresses.web(article.url)):
            yield Address(place)
