"""How long a digest takes, and what many follows make of the news that just came.

    python -m tests.bench.following [--articles 1000] [--new 500] [--follows 50]

Of invented news of the last day, whose vectors are made of its words; topics are embedded.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from retrieval.archive import Archive
from retrieval.following import matches
from retrieval.news import SHARED
from retrieval.story.digest import digest
from tests.bench import corpus, filled
from tests.bench.corpus import Story
from tests.bench.projected import Projecting

_DAY = timedelta(days=1)


def main() -> None:
    """Do what the command line says."""
    read = argparse.ArgumentParser(description="Measure digests and follows.")
    read.add_argument("--articles", type=int, default=1_000, help="articles of the last day")
    read.add_argument("--new", type=int, default=500, help="articles that just came")
    read.add_argument("--follows", type=int, default=50, help="topics that are followed")
    given = read.parse_args()
    embedder = Projecting()
    embedder.warm()
    for count, measure in ((given.articles, _digest), (given.new, _follows)):
        with (
            tempfile.TemporaryDirectory() as folder,
            Archive.open(Path(folder), embedder, holder="the bench") as archive,
        ):
            filled._store(archive, list(_news(count)))
            archive._index.settle()
            measure(archive, given.follows)


def _news(count: int) -> Iterator[Story]:
    """So many invented articles, as if all were of the last day."""
    now = datetime.now(UTC)
    for number in range(count):
        story = corpus.article(number)
        yield replace(story, draft=replace(story.draft, published=now - _DAY * number / count))


def _digest(archive: Archive, _follows: int) -> None:
    now, begun = datetime.now(UTC), time.perf_counter()
    found = digest(archive, [SHARED], since=now - _DAY, until=now)
    took = time.perf_counter() - begun
    stories = len(found.stories) + found.left_out
    print(f"a digest of {found.articles:,} articles, {stories:,} stories: {took:.2f} s")


def _follows(archive: Archive, follows: int) -> None:
    topics = [
        " ".join(corpus.article(corpus.TOLD * n).draft.title.split()[:2]) for n in range(follows)
    ]
    for which in ("the first time", "again"):
        now, begun = datetime.now(UTC), time.perf_counter()
        posted = [
            match
            for topic in topics
            for match in matches(archive, topic, [SHARED], after=now - _DAY, until=now)
        ]
        took = time.perf_counter() - begun
        held = archive.holdings([SHARED]).articles
        print(
            f"{follows:,} follows of {held:,} new articles, {which}: {took:.2f} s, "
            f"{len(posted):,} posted"
        )


if __name__ == "__main__":
    main()
