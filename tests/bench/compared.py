"""The runs of each way put side by side: as a table, or as one JSON object."""

import os
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from statistics import median
from typing import Any

import torch
from rich.console import Console
from rich.table import Table

from retrieval.torch_model import has_bf16
from tests.bench import hits
from tests.bench.watching import Run


@dataclass(frozen=True, slots=True)
class Compared:
    """One way over one material: the medians of its runs, and the highest memory of any."""

    way: str
    articles: int
    passages: int
    articles_a_second: float
    passages_a_second: float
    seconds: float
    cpu: float
    loaded_mb: float | None
    peak_mb: float | None
    hits_at_10: Mapping[str, float]
    runs: Sequence[float]
    left_out: Mapping[str, int]
    failed: Sequence[str]

    @classmethod
    def of(cls, runs: Sequence[Run], asked: Sequence[dict[str, Any]]) -> "Compared":
        """Put the runs of one way together."""
        one = runs[0]
        return cls(
            way=one.way,
            articles=one.articles,
            passages=one.passages,
            articles_a_second=median(run.articles / run.seconds for run in runs),
            passages_a_second=median(run.passages / run.seconds for run in runs),
            seconds=median(run.seconds for run in runs),
            cpu=median(run.cpu for run in runs),
            loaded_mb=max((run.loaded_mb for run in runs if run.loaded_mb), default=None),
            peak_mb=max((run.peak_mb for run in runs if run.peak_mb), default=None),
            hits_at_10={name: hits.share(asked, found) for name, found in one.found.items()},
            runs=[run.seconds for run in runs],
            left_out={kind: count for kind, count in one.left_out.items() if count},
            failed=one.failed,
        )


COLUMNS: Mapping[str, Callable[[Compared], str]] = {
    "way": lambda one: one.way,
    "articles": lambda one: f"{one.articles:,}",
    "passages": lambda one: f"{one.passages:,}",
    "art./s": lambda one: f"{one.articles_a_second:.2f}",
    "pass./s": lambda one: f"{one.passages_a_second:.1f}",
    "wall s": lambda one: f"{one.seconds:.1f}",
    "CPU s": lambda one: f"{one.cpu:.1f}",
    "MB before": lambda one: _megabytes(one.loaded_mb),
    "MB peak": lambda one: _megabytes(one.peak_mb),
}


def show(measured: Mapping[str, Sequence[Compared]]) -> None:
    """Print a table of each part, and under it what it says."""
    console = Console(highlight=False)
    console.print(", ".join(f"{name} {value}" for name, value in _machine().items()))
    for part, results in measured.items():
        table = Table(title=part, title_justify="left", box=None, padding=(0, 1, 0, 0))
        for name in COLUMNS:
            table.add_column(name, justify="left" if name == "way" else "right", no_wrap=True)
        for one in results:
            table.add_row(*(cell(one) for cell in COLUMNS.values()))
        console.print(table)
        for line in _verdicts(results):
            console.print(line)


def as_json(measured: Mapping[str, Sequence[Compared]]) -> dict[str, Any]:
    """The same as data."""
    parts = {part: [asdict(one) for one in results] for part, results in measured.items()}
    return {"machine": _machine()} | parts


def _verdicts(results: Sequence[Compared]) -> Iterator[str]:
    """How much faster newsdesk was, what it left out, what was found, how memory grew."""
    pairs = list(zip(results[::2], results[1::2], strict=True))
    for plain, ours in pairs:
        times = ours.articles_a_second / plain.articles_a_second
        yield (
            f"{ours.articles:,} articles: newsdesk took in {times:.2f} times as many a second, in "
            f"{ours.cpu / plain.cpu:.2f} of the processor time."
        )
        if ours.left_out:
            kinds = ", ".join(f"{count} {kind}" for kind, count in ours.left_out.items())
            yield " ".join([f"Newsdesk did not take as new: {kinds}.", *dict.fromkeys(ours.failed)])
    for one in results:
        for search, share in one.hits_at_10.items():
            yield f"Hits@10 {share:.3f}: {one.way}, {search}"
    if len(pairs) > 1:
        for first, last in zip(pairs[0], pairs[-1], strict=True):
            if first.peak_mb and last.peak_mb:
                grown = f"{last.peak_mb - first.peak_mb:+,.0f} MB"
                yield f"{last.way}: {last.articles / first.articles:.0f} times the dump, {grown}."


def _megabytes(size: float | None) -> str:
    return "–" if size is None else f"{size:,.0f}"


def _machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "processor": platform.machine(),
        "bfloat16": has_bf16(),
        "Python": platform.python_version(),
        "torch": torch.__version__,
        "chromadb": version("chromadb"),
        "langchain-community": version("langchain-community"),
    }
