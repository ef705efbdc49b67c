"""What an answer says of the news it comes from: how much there is, and what is nearest."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from retrieval.answers import AsOf, Headline
from retrieval.archive import Archive
from retrieval.news import Retrieved

_CLOSEST = 3
"""Headlines named in a refusal."""


def standing_by(
    archive: Archive,
    libraries: Collection[str],
    asked_at: datetime | None,
    known_before: datetime | None,
) -> AsOf:
    """How much news there is, and the newest of it by the moment asked about; else by now."""
    limits = [asked_at] if asked_at else []
    if known_before:
        limits.append(known_before - timedelta(microseconds=1))
    held = archive.extent(libraries, min(limits, default=None))
    return AsOf(asked_at or datetime.now(UTC), *held)


def closest(found: Sequence[Retrieved]) -> tuple[Headline, ...]:
    """The headlines of what came nearest to what no news tells."""
    nearest = {hit.article.id: hit.article for hit in found}
    return tuple(
        Headline(a.id, a.title, a.outlet, a.url, a.published, a.precision, a.guessed)
        for a in list(nearest.values())[:_CLOSEST]
    )
