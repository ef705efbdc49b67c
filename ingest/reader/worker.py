"""The process that reads: documents come on standard input, readings go out, and it may die.

A parser of hostile documents can be made to hang, to eat all memory or to crash, and no thread
can be stopped in native code; so each limit here ends this process and never the one that asked.

    python -m ingest.reader.worker SECONDS MEMORY PATIENCE
"""

import faulthandler
import logging
import math
import os
import re
import signal
import sys
import time
import traceback
import warnings
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from ingest.reader import wire
from ingest.reader.frames import Head, packed, received
from retrieval.errors import SourceUnreadable

_LARGEST_FILE = 1 << 20
_LAST_LINES = 4_000
_HIGH_WATER = re.compile(r"^VmHWM:\s*(\d+) kB", re.MULTILINE)


def main() -> None:
    """Read documents until standard input ends."""
    seconds, memory, patience = float(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    questions, answers = _own_pipes()
    _be_quiet()
    _limit(memory)
    with suppress(EOFError, BrokenPipeError):
        while True:
            head, content = received(questions)
            _wind_up(seconds, patience)
            answer = _answer(head, content, memory)
            _wind_up(seconds, 0)
            answers.write(answer)
            answers.flush()


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes for frames alone: whatever a library prints goes to standard error."""
    pipes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return pipes


def _be_quiet() -> None:
    """Leave standard error to the last words of a crash."""
    faulthandler.enable()
    logging.disable()
    warnings.simplefilter("ignore")
    # Ctrl-C is for the process that asked; it ends this one in its own order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _limit(memory: int) -> None:
    with suppress(ImportError):  # Windows knows no such limits: there the parent's clock decides
        import resource

        for what, most in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_FSIZE, _LARGEST_FILE),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):  # macOS does not take the first
                resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _wind_up(seconds: float, patience: float) -> None:
    """Set the clocks that end this process should a document take too long."""
    with suppress(ImportError):
        import resource

        until = math.ceil(time.process_time() + seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        # This one rings when who asked is gone and what runs here waits for something.
        signal.setitimer(signal.ITIMER_REAL, patience)


def _answer(head: Head, content: bytes, memory: int) -> bytes:
    from ingest import reading

    try:
        found, tail = wire.to_json(reading.read(content, wire.hint_from_json(head)))
        return packed({"reading": found, "spent": _spent(memory)}, tail)
    except SourceUnreadable as error:
        return packed({"refused": str(error), "spent": _spent(memory)})
    except MemoryError:
        return packed({"memory": True, "spent": True})
    except Exception as error:  # noqa: BLE001  (a bug in reading is for who asked to log)
        lines = "".join(traceback.format_exception(error))[-_LAST_LINES:]
        return packed({"unexpected": [type(error).__name__, lines], "spent": True})


def _spent(memory: int) -> bool:
    """Tell that so much memory was taken that the next document should meet a fresh process."""
    return _peak() > memory // 2


def _peak() -> int:
    """Tell the most memory that was ever taken, in bytes; 0 where nobody knows."""
    with suppress(OSError):
        # On Linux getrusage begins with the peak of the process that started this one.
        if found := _HIGH_WATER.search(Path("/proc/self/status").read_text("utf-8", "replace")):
            return int(found[1]) * 1024
    with suppress(ImportError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes, as macOS counts
    return 0


if __name__ == "__main__":
    main()
