"""The runs of each way put side by side: as a table, or as one JSON object."""

import os
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from statistics import median
from typing import Any

import torch
from rich.console import Console
from rich.table import Table

from retrieval.embeddings import has_bf16
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
    "articles/s": lambda one: f"{one.articles_a_second:.2f}",
    "passages/s": lambda one: f"{one.passages_a_second:.1f}",
    "seconds": lambda one: f"{one.seconds:.1f}",
    "CPU s": lambda one: f"{one.cpu:.1f}",
    "MB loaded": lambda one: _megabytes(one.loaded_mb),
    "MB peak": lambda one: _megabytes(one.peak_mb),
    "Hits@10": lambda one: ", ".join(f"{k} {v:.3f}" for k, v in one.hits_at_10.items()) or "–",
}


def show(measured: Mapping[str, Sequence[Compared]]) -> None:
    """Print a table of each part, and how many times as fast newsdesk was."""
    console = Console()
    console.print(", ".join(f"{name} {value}" for name, value in _machine().items()))
    for part, results in measured.items():
        table = Table(*COLUMNS, title=part, title_justify="left")
        for one in results:
            table.add_row(*(cell(one) for cell in COLUMNS.values()))
        console.print(table)
        for plain, ours in zip(results[::2], results[1::2], strict=True):
            console.print(_verdict(plain, ours))


def as_json(measured: Mapping[str, Sequence[Compared]]) -> dict[str, Any]:
    """The same as data."""
    parts = {part: [asdict(one) for one in results] for part, results in measured.items()}
    return {"machine": _machine()} | parts


def _verdict(plain: Compared, ours: Compared) -> str:
    times = ours.articles_a_second / plain.articles_a_second
    left = ", ".join(f"{count} {kind}" for kind, count in ours.left_out.items())
    reasons = " ".join(dict.fromkeys(ours.failed))
    said = f"{ours.articles:,} articles: newsdesk took in {times:.2f} times as many a second"
    return f"{said}; not new: {left}. {reasons}" if left else f"{said}."


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
