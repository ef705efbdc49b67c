"""How well articles are found on pages, by the public article-extraction-benchmark's measure."""

import gzip
import json
import random
import re
import statistics
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import SourceUnreadable

Extract = Callable[[str, str | None], str]

_WORD = re.compile(r"\w+")
_WORDS_OF_A_SHINGLE = 4
_RESAMPLES = 1000
_LARGEST = 50_000_000
_FORM = "the benchmark's ground-truth.json and html/*.html.gz"


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page, its article as a person marked it, and where it was."""

    key: str
    path: Path
    url: str | None
    expected: str


@dataclass(frozen=True, slots=True)
class PageScore:
    """The shares of one page's shingles that were found rightly, wrongly, and not at all."""

    key: str
    url: str | None
    right: float
    wrong: float
    missed: float
    empty: bool = False

    @property
    def f1(self) -> float:
        """The page's own F1."""
        either = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / either if either else 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure and how far it would stray on another sample of pages."""

    value: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Scores:
    """What the whole folder gave."""

    f1: Figure
    precision: Figure
    recall: Figure
    pages: tuple[PageScore, ...]
    pages_per_second: float

    @property
    def empty(self) -> int:
        """How many pages gave no text."""
        return sum(page.empty for page in self.pages)

    def worst(self, count: int) -> list[PageScore]:
        """The pages that did worst, the very worst first."""
        return sorted(self.pages, key=lambda page: page.f1)[:count]


def pages(folder: Path) -> list[Page]:
    """List the pages of a folder in the benchmark's layout; say what is missing of it."""
    try:
        truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
        found = [_page(folder, key, told) for key, told in truth.items()]
    except OSError:
        raise SourceUnreadable(f"{folder} cannot be read: give a folder with {_FORM}.") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SourceUnreadable(
            f"{folder / 'ground-truth.json'} is not the benchmark's: give a folder with {_FORM}."
        ) from None
    missing = next((page.path for page in found if not page.path.is_file()), None)
    if missing or not found:
        raise SourceUnreadable(f"{missing or folder} is missing: give a folder with {_FORM}.")
    return found


def scored(found: Sequence[Page], extract: Extract) -> Iterator[PageScore]:
    """Extract and score one page after the other; a page that is refused counts as empty."""
    for page in found:
        html = html_of(page)
        try:
            text = extract(html, page.url)
        except SourceUnreadable:
            text = ""
        yield score(page, text)


def html_of(page: Page) -> str:
    """Unpack a saved page."""
    try:
        with gzip.open(page.path) as packed:
            return packed.read(_LARGEST).decode("utf-8", "replace")
    except (OSError, EOFError, zlib.error) as error:
        raise SourceUnreadable(
            f"{page.path} cannot be unpacked: fetch the benchmark's files again."
        ) from error


def score(page: Page, text: str) -> PageScore:
    """Compare a text with the article by its runs of four words, counted as often as they stand."""
    expected, found = shingles(page.expected), shingles(text)
    counts = ((expected & found).total(), (found - expected).total(), (expected - found).total())
    # Shares, so that a long article weighs no more than a short one.
    right, wrong, missed = (count / (sum(counts) or 1) for count in counts)
    return PageScore(page.key, page.url, right, wrong, missed, empty=not text.strip())


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count a text's runs of four words; a shorter text is one run."""
    words = _WORD.findall(text)
    starts = range(max(1, len(words) - _WORDS_OF_A_SHINGLE + 1)) if words else ()
    return Counter(tuple(words[at : at + _WORDS_OF_A_SHINGLE]) for at in starts)


def summed(found: Sequence[PageScore], seconds: float) -> Scores:
    """Average over the pages, with the deviation over samples drawn anew from them."""
    values = _averages(found)
    chance = random.Random(0)  # noqa: S311  # the same pages give the same figures
    samples = [_averages(chance.choices(found, k=len(found))) for _ in range(_RESAMPLES)]
    figures = {
        name: Figure(value, statistics.stdev(sample[name] for sample in samples))
        for name, value in values.items()
    }
    return Scores(**figures, pages=tuple(found), pages_per_second=len(found) / max(seconds, 1e-9))


def _averages(found: Sequence[PageScore]) -> Mapping[str, float]:
    precision = _mean([p.right / (p.right + p.wrong) for p in found if p.right + p.wrong > 0])
    recall = _mean([p.right / (p.right + p.missed) for p in found if p.right + p.missed > 0])
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {"f1": f1, "precision": precision, "recall": recall}


def _mean(values: Sequence[float]) -> float:
    return statistics.fmean(values) if values else 0.0


def _page(folder: Path, key: str, told: Mapping[str, object]) -> Page:
    url = told.get("url")
    path = folder / "html" / f"{Path(key).name}.html.gz"
    body = told["articleBody"]
    if not isinstance(body, str):
        raise TypeError
    return Page(key, path, url if isinstance(url, str) else None, body)
