"""Ask questions one way, in a process of its own: newsdesk's, or one of LangChain's retrievers.

    python -m tests.bench.asking newsdesk|chroma|ensemble JOB.json

It prints one JSON object: what each question took, and the memory of the process when it was ready,
and when all were asked. LangChain's retrievers find passages; newsdesk answers and cites.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.bench.projected import Projecting

WARM_UP = 5
"""Questions that are not counted; the first of them is told on its own."""

Row = dict[str, Any]
Ask = Callable[[Row], Row]
"""Answers a question, and says what came of it and, where known, what each stage took."""


def main() -> None:
    """Do what the command line says."""
    way, file = sys.argv[1:]
    print(json.dumps(asked(way, json.loads(Path(file).read_text("utf-8")))), flush=True)


def asked(way: str, job: Row) -> Row:
    """Get ready and ask; gives what it took."""
    begun = time.perf_counter()
    with newsdesk(job) if way == "newsdesk" else peer(way, job) as ask:
        ready, before = time.perf_counter() - begun, memory()
        first, *rest = [timed(ask, row) for row in job["questions"]]
        told = {"ready": ready, "first": first["wall"], "asked": rest[WARM_UP - 1 :]}
        return told | {"before": before, "after": memory()}


def timed(ask: Ask, row: Row) -> Row:
    """What a question gave, with its milliseconds by the clock and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    gave = ask(row)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"kind": row["kind"], "wall": wall * 1000, "cpu": cpu * 1000} | gave


@contextmanager
def newsdesk(job: Row) -> Iterator[Ask]:
    """Answer as the bot does."""
    from retrieval.answerer import answer
    from retrieval.archive import Archive
    from retrieval.news import SHARED

    libraries = frozenset({SHARED})
    embedder = Projecting(cache=Path(job["models"]))
    with Archive.open(Path(job["folder"]), embedder, holder="the bench") as archive:
        embedder.warm()

        def ask(row: Row) -> Row:
            asked_at = datetime.fromisoformat(row["asked_at"]) if row["asked_at"] else None
            # Made-up vectors tell nothing of relevance: every question goes the whole way.
            given = answer(archive, row["text"], libraries, asked_at=asked_at, refusal_point=0.0)
            return {"status": given.status, "stages": dict(given.timings_ms)}

        yield ask


@contextmanager
def peer(way: str, job: Row) -> Iterator[Ask]:
    """Find passages as a retriever of LangChain's does."""
    from tests.bench import peers

    retriever = {"chroma": peers.chroma, "ensemble": peers.ensemble}[way](Path(job["folder"]))
    retriever.invoke("warm")
    yield lambda row: {"status": "found" if retriever.invoke(row["text"]) else "nothing"}


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes of this process: now, now without mapped files, and at its highest."""

    resident: float
    private: float
    peak: float


def memory() -> Row | None:
    """What the system says; None where it does not say."""
    try:
        status = Path("/proc/self/status").read_text("utf-8")
    except OSError:
        return None
    sizes = dict(re.findall(r"^(VmHWM|VmRSS|RssAnon):\s+(\d+) kB$", status, re.MULTILINE))
    return asdict(Memory(*(int(sizes[name]) / 1024 for name in ("VmRSS", "RssAnon", "VmHWM"))))


if __name__ == "__main__":
    main()
