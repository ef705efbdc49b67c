"""What one more article costs as an archive grows: to store it, and to find what is near it.

python -m tests.bench.growth --articles 100000

Made-up news: words and stock phrases as frequent as in prose, and one article in twenty a cut copy
of an earlier one. Up to --whole articles are stored whole, with passages and their words; those
beyond are rows of the table of shingles that name one of the stored articles, so that whatever a
look-up finds can be read and compared. Nothing is embedded.
"""

import argparse
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import mean, median, quantiles
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from retrieval import passages, shingles, writes
from retrieval.archive import Archive
from retrieval.news import SHARED, Draft, Span
from retrieval.sentences import sentences
from retrieval.writes import Entry
from tests.retrieval.drafts import Refusing

VOCABULARY, PHRASES, LONGEST_PHRASE = 40_000, 4_000, 12
WORDS = 400
COPIES = 0.05
TOGETHER = 1_000
MEASURED = 300
LINE = "{:>10}  {:>20}  {:>20}  {:>6}  {:>10}  {:>7}"

Numbers = NDArray[np.int64]
T = TypeVar("T")


class Press:
    """Writes articles: as the numbers of their words, or as text."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = np.random.default_rng(seed)
        letters = self._chance.integers(97, 123, (VOCABULARY, 9))
        lengths = self._chance.integers(2, 10, VOCABULARY)
        self._words = ["".join(map(chr, row[:n])) for row, n in zip(letters, lengths, strict=True)]
        self._codes = np.array([zlib.crc32(w.encode()) for w in self._words], np.uint64)
        self._common = _zipf(VOCABULARY)
        self._stock = _zipf(PHRASES)
        self._phrases = self._drawn(self._common, PHRASES * LONGEST_PHRASE).reshape(PHRASES, -1)
        self._earlier: list[Numbers] = []

    def article(self) -> Numbers:
        """An article no one wrote before, or a cut copy of one of the latest with new words."""
        if self._earlier and self._chance.random() < COPIES:
            return self.copy(self._earlier[self._chance.integers(len(self._earlier))])
        fresh = self._drawn(self._common, WORDS)
        for phrase in self._phrases[self._drawn(self._stock, 6)]:
            start, length = (
                self._chance.integers(WORDS - LONGEST_PHRASE),
                self._chance.integers(6, 13),
            )
            fresh[start : start + length] = phrase[:length]
        self._earlier = [*self._earlier[-500:], fresh]
        return fresh

    def copy(self, whole: Numbers) -> Numbers:
        """The first part of an article, with some words of one's own."""
        return np.concatenate([whole[: WORDS * 3 // 5], self._drawn(self._common, WORDS // 5)])

    def text(self, article: Numbers) -> str:
        """The article as it would be read, in sentences of twenty words."""
        words = [self._words[number] for number in article]
        lines = [" ".join(words[n : n + 20]).capitalize() for n in range(0, len(words), 20)]
        return ". ".join(lines) + "."

    def sample(self, article: Numbers) -> Numbers:
        """What `shingles.sampled` gives for its text, without the text."""
        runs = np.convolve(self._codes[article], shingles._FACTORS, "valid")
        hashes = np.unique(shingles._mixed(runs))
        return hashes[hashes % shingles._SAMPLE == 0].view(np.int64)

    def _drawn(self, shares: NDArray[np.float64], count: int) -> Numbers:
        return np.searchsorted(shares, self._chance.random(count))


def _zipf(count: int) -> NDArray[np.float64]:
    shares = 1 / np.arange(10, count + 10)
    return np.cumsum(shares) / shares.sum()


def main() -> None:
    """Grow an archive step by step, and measure after each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--whole", type=int, default=50_000)
    parser.add_argument("--in", dest="folder", type=Path, help="where to make the archive")
    said = parser.parse_args()
    heads = ("add ms, 95 %, cpu", "near ms, 95 %, cpu", "missed", "candidates", "MB")
    print(LINE.format("articles", *heads))
    steps = [0, *(10**n for n in range(3, 9) if 10**n < said.articles), said.articles]
    with (
        tempfile.TemporaryDirectory(dir=said.folder) as folder,
        Archive.open(Path(folder), Refusing(), holder="a bench") as archive,
    ):
        press = Press()
        assert set(press.sample(probe := press.article())) == shingles.sampled(press.text(probe))
        for before, after in pairwise(steps):
            _grow(archive, press, before, min(after, said.whole))
            _grow_table(archive, press, max(before, said.whole), after)
            print(_measured(archive, press, after, Path(folder)), flush=True)


def _grow(archive: Archive, press: Press, before: int, after: int) -> None:
    """Store articles as `archive.add` does, many in one transaction."""
    for start in range(before, after, TOGETHER):
        with archive._database.write() as write:
            for number in range(start, min(after, start + TOGETHER)):
                entry = _entry(press.text(press.article()), f"a{number}")
                named = passages.embeddables(entry.id, entry.draft, entry.spans)
                writes._enter(write, entry, named, {})


def _entry(text: str, slug: str) -> Entry:
    draft = Draft(title=text[:60], text=text, address=f"https://news.test/{slug}")
    found = sentences(text)
    # Ten sentences of twenty words are about as many tokens as a passage has.
    tens = (found[n : n + 10] for n in range(0, len(found), 10))
    return Entry(SHARED, draft, [Span(some[0].start, some[-1].end) for some in tens])


def _grow_table(archive: Archive, press: Press, before: int, after: int) -> None:
    """Add articles' rows to the table of shingles, in the order in which it keeps them."""
    if before >= after:
        return
    stored = [row["id"] for row in archive._database.read("SELECT id FROM articles")]
    salt = shingles._salt(SHARED)
    archive._database.read("PRAGMA cache_size = -1000000")
    for start in range(before, after, 20 * TOGETHER):
        rows: list[tuple[int, int]] = []
        for number in range(start, min(after, start + 20 * TOGETHER)):
            article = shingles.as_number(stored[number % len(stored)])
            rows += [(one ^ salt, article) for one in press.sample(press.article()).tolist()]
        with archive._database.write() as write:
            write.executemany("INSERT OR IGNORE INTO shingles VALUES (?, ?)", sorted(rows))
    archive._database.read("PRAGMA cache_size = -2000")


def _measured(archive: Archive, press: Press, count: int, folder: Path) -> str:
    articles = [press.article() for _ in range(MEASURED)]
    entries = [_entry(press.text(one), f"m{count}-{n}") for n, one in enumerate(articles)]
    added = _timed(lambda e: archive.add(e.library, e.draft, e.spans), entries)
    # Half of the texts looked up are new, half are cut copies of what has just been stored.
    new = [press.text(press.article()) for _ in range(MEASURED)]
    copies = [press.text(press.copy(one)) for one in articles]
    looked = _timed(lambda text: archive.stories.near(SHARED, text), new + copies)
    missed = sum(not archive.stories.near(SHARED, text, limit=1) for text in copies)
    shared = [len(archive.stories._sharing(shingles.numbers(SHARED, text))) for text in new]
    size = sum(file.stat().st_size for file in folder.glob("archive.db*")) / 1e6
    shown = (f"{count:,}", added, looked, f"{missed}", f"{mean(shared):.1f}", f"{size:,.0f}")
    return LINE.format(*shown)


def _timed(step: Callable[[T], object], given: Sequence[T]) -> str:
    """The median and the 95th percentile in milliseconds, and the mean of the processor's."""
    taken, worked = [], time.process_time()
    for one in given:
        begun = time.perf_counter()
        step(one)
        taken.append((time.perf_counter() - begun) * 1_000)
    worked = (time.process_time() - worked) * 1_000 / len(given)
    return f"{median(taken):.2f} {quantiles(taken, n=20)[18]:6.2f} {worked:6.2f}"


if __name__ == "__main__":
    main()
