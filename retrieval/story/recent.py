"""The news of a stretch of time as it is compared: each article with the vectors of its text."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

import numpy as np

from retrieval.archive import Archive
from retrieval.embeddings import Vectors
from retrieval.news import Article
from retrieval.story.topic import head

_DAY = timedelta(days=1)
MOST = 3_000
"""Articles looked at, at most: each is compared with each."""
_HELD = 4
"""Batches held at once, each of one library."""
_FRESH = 30.0
"""Seconds after which a batch is read anew: an article may have been removed meanwhile."""


@dataclass(frozen=True, slots=True, eq=False)
class Recent:
    """An article and the vectors of its passages, a row each, all of unit length."""

    article: Article
    vectors: Vectors


class Batches:
    """What was first seen in a stretch of time, read once for all who look at it within seconds.

    To be used by one thread at a time.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._held: dict[tuple[str, datetime, datetime], tuple[float, list[Recent]]] = {}

    def first_seen(
        self, libraries: Collection[str], after: datetime, until: datetime
    ) -> list[Recent]:
        """What these libraries first saw after one moment and until another, the first first."""
        # Library by library, for the shared one is looked at for every server.
        found = [one for each in sorted(libraries) for one in self._of(each, after, until)]
        found.sort(key=lambda one: (one.article.first_seen, one.article.id))
        return found[:MOST]

    def _of(self, library: str, after: datetime, until: datetime) -> list[Recent]:
        batch, now = (library, after, until), monotonic()
        read_at, found = self._held.pop(batch, (-_FRESH, []))
        if now - read_at >= _FRESH:
            articles = self._archive.chronicle.first_seen([library], after, until, MOST)
            read_at, found = now, with_vectors(self._archive, articles)
        # The latest stand last, and the first goes.
        self._held[batch] = read_at, found
        if len(self._held) > _HELD:
            del self._held[next(iter(self._held))]
        return found


def published(
    archive: Archive,
    libraries: Collection[str],
    since: datetime,
    until: datetime,
    *,
    outlets: Collection[str] = (),
    late: timedelta = timedelta(0),
) -> tuple[list[Recent], datetime]:
    """What came out from one moment until before another, the newest first.

    And what came out `late` before, at most, but was read only since. Of these outlets alone,
    unless empty. Gives too since when that is all: of more than MOST it is the newest.
    """
    begins = since - max(_DAY, late)
    found = archive.chronicle.of_time(libraries, begins, until, outlets=outlets, limit=MOST)
    timely = [
        one
        for one in found
        if since <= came_out(one) < until
        or (since - late <= came_out(one) < since <= one.first_seen)
    ]
    timely.sort(key=came_out, reverse=True)
    whole = since if len(found) < MOST else max(since, min(map(came_out, timely), default=since))
    return with_vectors(archive, timely), whole


def came_out(article: Article) -> datetime:
    """When an article came out, as near as is known.

    Of what carries a day alone, it is when it was first read, if that was on the day, else noon;
    of what has no date, when it was first read.
    """
    told = article.published
    if told is None:
        return article.first_seen
    if article.precision == "day":
        on_the_day = told <= article.first_seen < told + _DAY
        return article.first_seen if on_the_day else told + _DAY / 2
    return told


def with_vectors(archive: Archive, found: Sequence[Article]) -> list[Recent]:
    """Articles with their vectors; a copy has those of its original."""
    ids = {each.duplicate_of or each.id for each in found}
    known = archive.chronicle.vectors(ids)
    # News may be asked for before its vectors are made: then its opening speaks for it.
    waiting = {each.duplicate_of or each.id: each for each in found}
    missing = [id_ for id_ in waiting if id_ not in known]
    if missing:
        made = archive.embedder.embed([head(waiting[id_]) for id_ in missing])
        known |= {id_: made[row : row + 1] for row, id_ in enumerate(missing)}
    return [Recent(each, known[each.duplicate_of or each.id]) for each in found]


def means(found: Sequence[Recent]) -> Vectors:
    """The direction of each article as a whole, a row each."""
    rows = np.stack([one.vectors.mean(axis=0) for one in found])
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)
