"""A large archive, filled as ingest fills it but thousands of passages to a transaction."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from retrieval import passages, writes
from retrieval.archive import Archive
from retrieval.news import SHARED
from retrieval.writes import Entry
from tests.bench import corpus
from tests.bench.corpus import Story
from tests.bench.projected import Projecting, projected

TOGETHER = 2_000
"""Articles in one transaction, and vectors in one go to Chroma after it."""
_BUILT = "bench: passages"

OnPassages = Callable[[int, int], None]


def archive(folder: Path, embedder: Projecting, count: int, on_passages: OnPassages) -> None:
    """Fill an archive of so many passages, unless it is there already."""
    with Archive.open(folder, embedder, holder="the bench") as opened:
        if opened.note(_BUILT) == str(count):
            return
        done = 0
        for some in batches(corpus.stories(count), TOGETHER):
            _store(opened, some)
            opened._index.settle()
            done += sum(len(story.spans) for story in some)
            on_passages(done, count)
        opened.set_note(_BUILT, str(count))


def batches(given: Iterable[Story], size: int) -> Iterator[list[Story]]:
    """So many at a time."""
    remaining = iter(given)
    while some := list(islice(remaining, size)):
        yield some


def _store(opened: Archive, some: list[Story]) -> None:
    """Store articles as `archive.put` does, all in one transaction."""
    with opened._database.write() as write:
        for story in some:
            entry = _entry(story)
            named = passages.embeddables(entry.id, entry.draft, entry.spans)
            made = projected([one.words for one in named])
            vectors = {one.id: vector for one, vector in zip(named, made, strict=True)}
            writes._enter(write, entry, named, vectors)


def _entry(story: Story) -> Entry:
    told = None
    if story.copied is not None:
        first = Entry(SHARED, corpus.article(story.copied).draft, ())
        told = first.id
    return Entry(SHARED, story.draft, story.spans, story=told)
