"""Measure whole questions over large archives of made-up news, beside LangChain's retrievers.

    python -m tests.bench.questions [--sizes 10000,100000,300000] [--questions 100] [--json]

Each way asks the same questions, one after another, in a process of its own: newsdesk answers and
cites; (a) LangChain's Chroma retriever and (b) its EnsembleRetriever of BM25Retriever and Chroma
only find passages, ten of them. The texts are made up, and their vectors too (tests/bench/corpus.py
and projected.py); the models still run, on questions and sentences, and their time counts. What is
built is large, some 2 GB at 300,000 passages and LangChain's twice that; --keep it to ask again.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from tests.bench import asking, filled, quiz, tables
from tests.bench.filled import OnPassages
from tests.bench.measured import HNSW, Measured
from tests.bench.projected import Projecting

WAYS = ("newsdesk", "chroma", "ensemble")
_ARTICLE = 5
"""Passages of an article, on average."""


class WayFailed(Exception):
    """A process did not come to its end; its last words are the message."""


def main() -> None:
    """Build, ask and tell."""
    given = _given()
    machine = tables.machine()
    with _folder(given.keep) as folder:
        bench = Bench(Path(folder), given.questions)
        results = [bench.measured(way, size) for size in given.sizes for way in given.ways]
    if given.json:
        print(json.dumps(tables.as_json(machine, results), indent=2))
    else:
        tables.show(machine, results)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure whole questions over large archives.")
    parser.add_argument("--sizes", type=_numbers, default=[10_000, 100_000, 300_000])
    parser.add_argument("--questions", type=int, default=100, help="counted, of each way and size")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS, help="leave others out")
    parser.add_argument("--keep", type=Path, help="where what is built stays for the next run")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args()


def _numbers(listed: str) -> list[int]:
    return [int(number) for number in listed.split(",")]


def _folder(keep: Path | None) -> AbstractContextManager[str | Path]:
    if keep is None:
        return tempfile.TemporaryDirectory(prefix="newsdesk-bench-")
    keep.mkdir(parents=True, exist_ok=True)
    return nullcontext(keep)


class Bench:
    """A folder to build in, and how many questions to ask."""

    def __init__(self, folder: Path, questions: int) -> None:
        self._folder = folder
        self._models = folder / "models"
        self._questions = questions

    def measured(self, way: str, size: int) -> Measured:
        """One way at one size, in a process of its own."""
        built = self._built(way, size)
        print(f"Asking {way} at {size:,} passages", file=sys.stderr, flush=True)
        asked = quiz.questions(self._questions + asking.WARM_UP, size // _ARTICLE)
        job = {
            "folder": str(built),
            "models": str(self._models),
            "questions": [question.row() for question in asked],
        }
        return Measured.of(way, size, told(way, job, self._folder / "job.json"), disk(built))

    def _built(self, way: str, size: int) -> Path:
        """The folder of an archive, or of LangChain's Chroma; made when it is not there."""
        folder = self._folder / f"{'newsdesk' if way == 'newsdesk' else 'langchain'}-{size}"
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(f"Building {folder.name}", total=size)

            def on_passages(done: int, _total: int) -> None:
                progress.update(task, completed=done)

            if way == "newsdesk":
                filled.archive(folder, Projecting(cache=self._models), size, on_passages)
            else:
                _fill_peer(folder, size, on_passages)
        return folder


def _fill_peer(folder: Path, size: int, on_passages: OnPassages) -> None:
    from tests.bench import peers

    peers.fill(folder, size, on_passages)


def told(way: str, job: Mapping[str, Any], file: Path) -> dict[str, Any]:
    """What a process that asks tells at its end."""
    file.write_text(json.dumps(job), "utf-8")
    command = [sys.executable, "-m", "tests.bench.asking", way, str(file)]
    quiet = os.environ | {"ANONYMIZED_TELEMETRY": "False"}
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=quiet)
    if ran.returncode:
        raise WayFailed(f"The {way} way failed:\n{ran.stderr[-3000:]}")
    return json.loads(ran.stdout.splitlines()[-1])


def disk(folder: Path) -> dict[str, float]:
    """Megabytes by kind of file."""
    sizes: Counter[str] = Counter()
    for file in folder.rglob("*"):
        if file.is_file():
            sizes[_kind(file)] += file.stat().st_size
    return {kind: size / 1e6 for kind, size in sizes.most_common()}


def _kind(file: Path) -> str:
    if file.name.startswith("archive.db"):
        return "archive.db"
    return "chroma.sqlite3" if file.name.startswith("chroma.sqlite3") else HNSW


if __name__ == "__main__":
    main()
