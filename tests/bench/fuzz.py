"""Fuzz every parser for a bounded time, guided by the branches that each input reaches.

    python -m tests.bench.fuzz [--seconds 60] [--format pdf] [--keep FOLDER]

The time is shared out among the formats. An input that raises anything but a refusal, breaks a
rule of tests/ingest/invariants.py, takes over ten seconds or needs over two gigabytes is kept in
FOLDER, and the command fails. With KEEP given, what was learnt is where the next run begins.
"""

import argparse
import gzip
import importlib.util
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from tests.ingest.good import GOOD, unzipped, zipped

_LONGEST = 60_000
_PARSERS = ["ingest", "feedparser", "docx", "markdown_it", "email", "protego"]
_TELLING = re.compile(r"  File|\w*(Error|Exception|Warning)\b|==\d+== ?ERROR|.*Test unit")
_DOCUMENT = "word/document.xml"


def main() -> int:
    """Fuzz the formats asked for, each in a process of its own, for libFuzzer ends the process."""
    parser = argparse.ArgumentParser(description="Fuzz every parser for a bounded time.")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--format", help="a part of a name: pdf, rss, docx, …")
    parser.add_argument("--keep", type=Path, help="where inputs are kept")
    parser.add_argument("--one", choices=sorted(GOOD), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print("Fuzzing needs atheris: pip install -e '.[bench]', then try again.")
        return 0
    if given.one:
        fuzz(given.one, given.keep, given.seconds)
    names = [name for name in sorted(GOOD) if (given.format or "") in name]
    if not names:
        parser.error(f"there is no such format; the names are {', '.join(sorted(GOOD))}")
    keep = given.keep or Path(tempfile.mkdtemp(prefix="fuzz-"))
    seconds = max(1, given.seconds // len(names))
    held = [_ran(name, keep / name, seconds) for name in names]
    return 0 if all(held) else 1


def _ran(name: str, keep: Path, seconds: int) -> bool:
    """Fuzz one format, and print a line about it; tell whether it held."""
    _seed(name, keep)
    words = [sys.executable, "-m", "tests.bench.fuzz", "--one", name]
    ran = subprocess.run(
        [*words, "--keep", str(keep), "--seconds", str(seconds)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    done = re.search(r"Done (\d+) runs", ran.stderr)
    print(f"{name:14} {f'{done[1]:>8} inputs' if done else 'FAILED'}", flush=True)
    if ran.returncode:
        print(_findings(ran.stdout + ran.stderr), f"  The input lies in {keep}.", sep="\n")
    return ran.returncode == 0


def _findings(output: str) -> str:
    """Keep the exception and its traceback of what libFuzzer prints."""
    telling = re.compile(
        r"^(  File|\w*(Error|Exception|Warning|Group)\b|==\d+== ?ERROR|.*Test unit)"
    )
    lines = [line for line in output.splitlines() if telling.match(line)]
    return "\n".join(f"  {line.strip()[:300]}" for line in lines[-14:])


def _seed(name: str, keep: Path) -> None:
    """Lay down what the fuzzer begins with: a good document, and what breaks parsers."""
    from tests.ingest.strategies import NASTY

    (keep / "corpus").mkdir(parents=True, exist_ok=True)
    (keep / "corpus" / "good").write_bytes(_inside(name))
    short = [piece for piece in NASTY if len(piece) < 60]
    lines = ("".join(f"\\x{byte:02x}" for byte in piece) for piece in short)
    (keep / "dictionary").write_text("".join(f'"{line}"\n' for line in lines))


def _inside(name: str) -> bytes:
    """Unpack what is packed: changes to packed bytes would never get past its check sums."""
    good = GOOD[name]()
    if name.endswith(".docx"):
        return unzipped(good)[_DOCUMENT]
    return gzip.decompress(good) if name.endswith(".gz") else good


def _outside(name: str) -> Callable[[bytes], bytes]:
    if name.endswith(".docx"):
        members = unzipped(GOOD[name]())
        return lambda content: zipped(members | {_DOCUMENT: content})
    return gzip.compress if name.endswith(".gz") else bytes


def fuzz(name: str, keep: Path, seconds: int) -> None:
    """Fuzz one format in this process, and end it."""
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=_PARSERS):
        from tests.ingest.invariants import parse

        parse(GOOD[name](), name)  # what is imported late is instrumented too
    pack = _outside(name)
    options = {
        "max_total_time": seconds,
        "max_len": _LONGEST,
        "timeout": 10,
        "rss_limit_mb": 2048,
        "artifact_prefix": f"{keep}/",
        "dict": keep / "dictionary",
    }

    def once(content: bytes) -> None:
        parse(pack(content), name)

    words = [f"-{option}={value}" for option, value in options.items()]
    atheris.Setup(["fuzz", *words, f"{keep}/corpus"], once)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
