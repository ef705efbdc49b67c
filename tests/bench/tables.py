"""The figures of the question bench put side by side: as tables with verdicts, or as JSON."""

import os
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version

from rich.console import Console
from rich.table import Table

from tests.bench.corpus import stories
from tests.bench.measured import HNSW, Measured, Row, Spread

_WIDE = 140
_SAMPLE = 1_000
_SIZE, _P50, _P95 = 100_000, 50, 120
"""Milliseconds that a whole question may take at so many passages; twice that at three times."""

Columns = Mapping[str, Callable[[Measured], str]]

_HEAD: Columns = {"passages": lambda one: f"{one.passages:,}", "way": lambda one: one.name}
_TIMES: Columns = {
    "ms p50 / p95": lambda one: str(one.wall),
    "CPU ms": lambda one: str(one.cpu),
    "first ms": lambda one: f"{one.first:,.0f}",
    "ready in s": lambda one: f"{one.ready:,.1f}",
}
_MEMORY: Columns = {
    "before": lambda one: _megabytes(one, "before", "resident"),
    "after": lambda one: _megabytes(one, "after", "resident"),
    "not of files": lambda one: _megabytes(one, "after", "private"),
    "peak": lambda one: _megabytes(one, "after", "peak"),
}


def show(machine: Row, results: Sequence[Measured]) -> None:
    """Print tables of all that was measured, then what they say."""
    told = Console()
    # A file or a pipe has no width of its own to cut the tables to.
    console = Console(highlight=False, width=None if told.is_terminal else _WIDE)
    console.print(", ".join(f"{name} {value}" for name, value in machine.items()))
    console.print(_table("A question asked", _TIMES, results))
    if ours := [one for one in results if one.stages]:
        console.print(_spreads("Its stages, ms p50 / p95", ours, lambda one: one.stages))
    console.print(_spreads("By kind, ms p50 / p95", results, lambda one: one.kinds))
    console.print(_table("Memory of the process, MB", _MEMORY, results))
    kinds = dict.fromkeys(kind for one in results for kind in one.disk)
    sizes = {kind: lambda one, kind=kind: f"{one.disk.get(kind, 0):,.0f}" for kind in kinds}
    console.print(_table("Disk, MB", sizes, results))
    for line in verdicts(results):
        console.print(line)


def as_json(machine: Row, results: Sequence[Measured]) -> Row:
    """The same as data."""
    told = [asdict(one) for one in results]
    return {"machine": machine, "measured": told, "verdicts": list(verdicts(results))}


def machine() -> Row:
    """What runs, and how many processes wanted a core in the last minute: near 0 when idle."""
    names = ("chromadb", "langchain-chroma", "langchain-community", "langchain-classic")
    told: Row = {"cores": os.cpu_count(), "processor": platform.machine()}
    told |= {"Python": platform.python_version()} | {name: _version(name) for name in names}
    if hasattr(os, "getloadavg"):
        told["load"] = round(os.getloadavg()[0], 1)
    return told


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # newsdesk is measured without the others as well
        return "not installed"


def verdicts(results: Sequence[Measured]) -> Iterator[str]:
    """Whether newsdesk kept its limits, how the others stand beside it, how memory grows."""
    for ours in (one for one in results if one.way == "newsdesk"):
        yield from _limits(ours)
        for other in results:
            if other.passages == ours.passages and other is not ours:
                yield _beside(ours, other)
    for name in dict.fromkeys(one.name for one in results):
        yield from _growth([one for one in results if one.name == name])


def _limits(ours: Measured) -> Iterator[str]:
    times = {_SIZE: 1, 3 * _SIZE: 2}.get(ours.passages)
    if times:
        kept = ours.wall.p50 <= times * _P50 and ours.wall.p95 <= times * _P95
        yield (
            f"{ours.passages:,} passages: p50 {ours.wall.p50:,.1f} of {times * _P50} ms, p95 "
            f"{ours.wall.p95:,.1f} of {times * _P95} ms: {'kept' if kept else 'NOT KEPT'}."
        )


def _beside(ours: Measured, other: Measured) -> str:
    p50, p95 = other.wall.p50 / ours.wall.p50, other.wall.p95 / ours.wall.p95
    faster = "newsdesk is faster" if min(p50, p95) > 1 else "newsdesk is NOT faster in both"
    line = (
        f"{ours.passages:,} passages: {other.name} takes {p50:.2f} times newsdesk's p50 and "
        f"{p95:.2f} times its p95: {faster}"
    )
    if ours.memory and other.memory:
        share = other.memory["after"]["resident"] / ours.memory["after"]["resident"]
        line += f"; {share:.2f} times its memory"
    return line + "."


def _growth(same: Sequence[Measured]) -> Iterator[str]:
    """What a way keeps in memory of more passages, beside what they are made of."""
    first, last = same[0], same[-1]
    if first is last or not first.memory or not last.memory:
        return
    grown = last.memory["after"]["resident"] - first.memory["after"]["resident"]
    more = last.passages - first.passages
    texts = more * sum(len(one.draft.text) for one in stories(_SAMPLE)) / _SAMPLE / 1e6
    index = last.disk.get(HNSW, 0) - first.disk.get(HNSW, 0)
    yield (
        f"{last.name}: {more:,} passages more, {grown:+,.0f} MB of memory; their texts are "
        f"{texts:,.0f} MB, their HNSW files {index:,.0f} MB."
    )


def _spreads(
    title: str, results: Sequence[Measured], of: Callable[[Measured], Mapping[str, Spread]]
) -> Table:
    names = dict.fromkeys(name for one in results for name in of(one))
    cells = {name: lambda one, name=name: str(of(one).get(name, "–")) for name in names}
    return _table(title, cells, results)


def _table(title: str, columns: Columns, results: Sequence[Measured]) -> Table:
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0))
    for name in [*_HEAD, *columns]:
        table.add_column(name, justify="left" if name == "way" else "right", no_wrap=True)
    for one in results:
        table.add_row(*(cell(one) for cell in {**_HEAD, **columns}.values()))
    return table


def _megabytes(one: Measured, when: str, which: str) -> str:
    return f"{one.memory[when][which]:,.0f}" if one.memory else "–"
