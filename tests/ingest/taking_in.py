"""A process that takes a dump in and prints the id of each article reported as done."""

import random
import sys
from collections.abc import Callable
from pathlib import Path

from ingest.pipeline import Progress, Summary, ingest
from ingest.sources import LocalPath
from retrieval.archive import Archive
from retrieval.embeddings import Embedder
from retrieval.news import SHARED
from tests.models import MODELS
from tests.retrieval.drafts import Dice

RECORDS = 2_000
COPY_EVERY = 10
"""Every tenth record is another outlet's copy of the one before."""

_CHANCE = random.Random(11)
_WORDS = [
    f"{a}{b}{c}" for a in "blmnst" for b in ("ai", "o", "u") for c in ("rn", "sk", "ld", "pe")
]


def records() -> list[dict[str, str]]:
    """The dump: short articles, each with a name of its own."""
    found: list[dict[str, str]] = []
    for number in range(RECORDS):
        name = f"qz{number}"
        text = f"The {name} came in. " + " ".join(_CHANCE.choices(_WORDS, k=30)) + "."
        if number % COPY_EVERY == COPY_EVERY - 1:
            text = found[-1]["text"]
        url = f"https://outlet{number % COPY_EVERY}.example/{name}"
        found.append({"title": f"Ship {name}", "text": text, "url": url})
    return found


def embedder(model: str) -> Embedder:
    return Dice() if model == "dice" else Embedder(cache=MODELS)


def take(archive: Archive, dump: Path, on_progress: Callable[[Progress], None]) -> Summary:
    """Take the dump in."""
    return ingest([LocalPath(dump)], archive, library=SHARED, on_progress=on_progress)


def report(progress: Progress) -> None:
    """Print the id of an article that is done."""
    if progress.result is not None and progress.result.article is not None:
        sys.stdout.write(f"{progress.result.article.id}\n")
        sys.stdout.flush()


def main() -> None:
    folder, dump, model = sys.argv[1:]
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    with Archive.open(Path(folder), embedder(model), holder="a test") as archive:
        take(archive, Path(dump), report)


if __name__ == "__main__":
    main()
