"""Run a process and watch how much memory it and its children take."""

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from tests.bench.ways import Job, written

EVERY = 0.05
"""Seconds between looks at the processes; the system itself keeps each one's high-water mark."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one way of ingesting took; megabytes are None where the system does not tell."""

    way: str
    articles: int
    passages: int
    seconds: float
    cpu: float
    loaded_mb: float | None
    peak_mb: float | None
    failed: Sequence[str] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    found: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)


class WayFailed(Exception):
    """A process did not come to its end; its last words are the message."""


def run(way: str, job: Job) -> Run:
    """Do a job one way in a new process."""
    folder = Path(job.folder)
    folder.mkdir(parents=True)
    file = written(job, folder.with_suffix(".json"))
    log = folder.with_suffix(".log")
    with log.open("w") as errors:
        command = [sys.executable, "-m", "tests.bench.ways", way, str(file)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        said, marks = _followed(process)
    if process.returncode or len(said) < 2:
        raise WayFailed(f"The {way} way failed:\n{log.read_text('utf-8')[-3000:]}")
    answers = folder / "found.json"
    found = json.loads(answers.read_text("utf-8")) if answers.exists() else {}
    return Run(way, **said[1], loaded_mb=marks[0], peak_mb=marks[1], found=found)


def _followed(
    process: "subprocess.Popen[str]",
) -> tuple[list[dict[str, Any]], list[float | None]]:
    """What it said, and with each saying its high-water mark of memory by then."""
    said: list[dict[str, Any]] = []
    marks: list[float | None] = []
    memory = _Memory(process.pid)
    memory.start()
    assert process.stdout
    for line in process.stdout:
        if line.startswith("{"):
            marks.append(memory.peak)
            said.append(json.loads(line))
    process.wait()
    memory.join()
    return said, marks


class _Memory(Thread):
    """Looks at a process and its children until it ends."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak: float | None = None
        self._pid = pid

    def run(self) -> None:
        while (now := _tree_mb(self._pid)) is not None:
            self.peak = max(now, self.peak or 0.0)
            time.sleep(EVERY)


def _tree_mb(pid: int) -> float | None:
    """The high-water marks of a process and its living children together; None once it is gone."""
    own = _high_water_mb(pid)
    if own is None:
        return None
    return own + sum(_tree_mb(child) or 0.0 for child in _children(pid))


def _high_water_mb(pid: int) -> float | None:
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return None
    marks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(marks[0]) / 1024 if marks else None


def _children(pid: int) -> list[int]:
    """The processes that any thread of a process has started."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").glob("*/children"))
        return [int(child) for task in tasks for child in task.read_text().split()]
    except OSError:
        return []
