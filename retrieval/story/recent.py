"""The news of a stretch of time as it is compared: each article with the vectors of its text."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from retrieval.archive import Archive
from retrieval.embeddings import Vectors
from retrieval.news import Article
from retrieval.story.topic import head

MOST = 3_000
"""Articles looked at, at most: each is compared with each."""


@dataclass(frozen=True, slots=True, eq=False)
class Recent:
    """An article and the vectors of its passages, a row each, all of unit length."""

    article: Article
    vectors: Vectors


def first_seen(
    archive: Archive, libraries: Collection[str], after: datetime, until: datetime
) -> list[Recent]:
    """What these libraries first saw after one moment and until another, the first one first."""
    found = archive.chronicle.first_seen(libraries, after, until, MOST)
    return with_vectors(archive, found)


def published(
    archive: Archive,
    libraries: Collection[str],
    since: datetime,
    until: datetime,
    outlets: Collection[str] = (),
) -> list[Recent]:
    """What was published from one moment until before another, the newest first.

    What has no date counts as of when it was first read. Of these outlets alone, unless empty.
    """
    found = archive.chronicle.of_time(libraries, since, until, outlets=outlets, limit=MOST)
    return with_vectors(archive, found)


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
