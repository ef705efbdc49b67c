"""The news of a followed topic in a stretch of time, looked at in portions as it came in."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from retrieval.archive import Archive
from retrieval.following import Match, matches
from retrieval.story.recent import MOST, Batches

PORTION = timedelta(days=1)


def news(
    archive: Archive,
    topic: str,
    libraries: Collection[str],
    *,
    after: datetime,
    until: datetime,
    told: Collection[str] = (),
    since: datetime | None = None,
    batches: Batches | None = None,
) -> list[Match]:
    """What matched of all that came in after one moment and until another, each story once.

    However much that is: what would be too much to compare at once is looked at bit by bit, each
    as it would have been at its time, when what was published days before was no news. With
    `since` all of it is that was published from days before then on.
    """
    found: list[Match] = []
    stories = set(told)
    for begin, end in _portions(archive, libraries, after, until):
        new = matches(
            archive,
            topic,
            libraries,
            after=begin,
            until=end,
            told=stories,
            since=since,
            batches=batches,
        )
        stories.update(story for one in new for story in told_by(one))
        found += new
    return found


def told_by(match: Match) -> tuple[str, ...]:
    """The stories that are told with a match."""
    return tuple(dict.fromkeys((match.article.story, *match.stories)))


def _portions(
    archive: Archive, libraries: Collection[str], after: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime]]:
    while after < until:
        end = archive.follows.reach(libraries, after, min(after + PORTION, until), MOST)
        yield after, end
        after = end
