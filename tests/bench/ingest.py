"""Compare newsdesk's ingest with the plain way of LangChain's tutorials, in one run on one machine.

    python -m tests.bench.ingest [--articles FILE.jsonl] [--questions FILE.jsonl…] [--json]

The plain way: a LangChain loader, RecursiveCharacterTextSplitter (1,000 characters, 200 shared, as
in its tutorials), HuggingFaceEmbeddings with the same all-MiniLM-L6-v2, Chroma.add_documents. Each
way runs in a process of its own, in turn; loading the model is not timed. Memory is the high-water
marks of the process and its children together. With --questions, Hits@10 is the share of them with
a piece of evidence, or an answer, among ten texts: by newsdesk's hybrid search and, for the ingest
alone, by vectors only.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from retrieval.embeddings import Embedder
from tests.bench import compared, material
from tests.bench.compared import Compared
from tests.bench.watching import Run, run
from tests.bench.ways import Job
from tests.servers.publisher import Publisher

WAYS = ("plain", "newsdesk")
PARTS = ("dump", "pages", "memory")
WORDS, SHORT = 500, 40
"""Of an invented article: about as long as news is, and short enough to ingest thousands."""


def main() -> None:
    """Measure the parts asked for and print them."""
    given = _given()
    with tempfile.TemporaryDirectory(prefix="newsdesk-bench-") as folder:
        bench = Bench(Path(folder), given)
        Embedder(cache=Path(folder) / "models").warm()  # exported now, not while it is timed
        measured = {part: getattr(bench, part)() for part in given.only or PARTS}
    if given.json:
        print(json.dumps(compared.as_json(measured), indent=2))
    else:
        compared.show(measured)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare newsdesk's ingest with the plain way.")
    parser.add_argument("--articles", type=Path, help="a JSONL dump; otherwise invented news")
    parser.add_argument("--questions", type=Path, nargs="+", default=[], help="asked of both")
    parser.add_argument("--count", type=int, help="articles of the dump (all, or 200 invented)")
    parser.add_argument("--pages", type=int, default=60, help="web pages served on this machine")
    parser.add_argument("--short", type=int, default=250, help="articles of the smallest dump")
    parser.add_argument("--rounds", type=int, default=2, help="runs of each way; medians are shown")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="leave the other parts out")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args()


class Bench:
    """A folder to work in and what the person asked for; each part gives its results."""

    def __init__(self, folder: Path, given: argparse.Namespace) -> None:
        self._folder = folder
        self._given = given
        self._runs = 0

    def dump(self) -> list[Compared]:
        """Both ways over one dump of articles, and what can be found afterwards."""
        file = material.write(self._articles(), self._folder / "articles.jsonl")
        asked = [question for file in self._given.questions for question in material.read(file)]
        return self._both(Job(dump=str(file)), asked)

    def pages(self) -> list[Compared]:
        """Both ways over web pages, fetched from a server on this machine."""
        with Publisher() as site:
            urls = tuple(
                site.publish(f"/news/{number}.html", material.page(row))
                for number, row in enumerate(islice(self._articles(), self._given.pages))
            )
            return self._both(Job(pages=urls), [])

    def memory(self) -> list[Compared]:
        """Both ways over dumps of short articles, each four times as long as the one before."""
        results: list[Compared] = []
        for times in (1, 4, 16):
            some = material.articles(self._given.short * times, SHORT)
            file = material.write(some, self._folder / f"short-{times}.jsonl")
            runs = [self._run(way, Job(dump=str(file))) for way in WAYS]
            results += [Compared.of([one], []) for one in runs]
        return results

    def _articles(self) -> Iterator[dict[str, Any]]:
        if self._given.articles:
            told = (row for row in material.read(self._given.articles) if row["text"].strip())
            return islice(told, self._given.count)
        return material.articles(self._given.count or 200, WORDS)

    def _both(self, job: Job, asked: list[dict[str, Any]]) -> list[Compared]:
        done: dict[str, list[Run]] = {way: [] for way in WAYS}
        for number in range(self._given.rounds):
            # By turns first and second: whoever comes first may meet a colder machine.
            for way in WAYS[:: -1 if number % 2 else 1]:
                questions = () if done[way] else tuple(asked)
                done[way].append(self._run(way, replace(job, questions=questions)))
        return [Compared.of(runs, asked) for runs in done.values()]

    def _run(self, way: str, job: Job) -> Run:
        self._runs += 1
        print(f"Run {self._runs}: {way}", file=sys.stderr, flush=True)
        folder = str(self._folder / f"run-{self._runs}")
        return run(way, replace(job, folder=folder, model=Embedder()._source))


if __name__ == "__main__":
    main()
