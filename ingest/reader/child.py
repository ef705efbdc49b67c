"""One process that reads documents: asked over pipes, believed in nothing, ended by the clock."""

import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

from ingest.reader import wire
from ingest.reader.frames import Head, packed, received
from ingest.reading import Hint, Reading
from ingest.text import one_line
from retrieval.errors import SourceUnreadable

log = logging.getLogger(__name__)

_WORKER = "ingest.reader.worker"
_PATIENCE = 3
"""Times the processor's seconds: how long a document may take by the clock of a busy machine."""
_LONGEST_MESSAGE = 1_000
_LAST_WORDS = 4_000
_GRACE = 5.0
_CLOCKS = {"SIGXCPU", "SIGALRM"}
# What an interpreter may need in order to start; tokens and keys stay out.
_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR", "TEMP", "TMP", "TZ")


class ReaderFailed(SourceUnreadable):
    """Reading met something that nobody foresaw; the log tells what."""


class Child:
    """A reading process; `fit` tells whether it can be asked again."""

    def __init__(self, seconds: float, memory: int) -> None:
        self.fit = True
        self._seconds = seconds
        self._asking = self._late = self._stopped = False
        self._lock = threading.Lock()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the process)
        patience = seconds * _PATIENCE
        self._process = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
            [
                sys.executable,
                "-P",
                "-m",
                "ingest.reader.worker",
                f"{seconds}",
                f"{memory}",
                f"{patience}",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=_environment(),
            start_new_session=True,  # Ctrl-C in the terminal is not for it
        )

    def ask(self, content: bytes, hint: Hint) -> Reading:
        """Have a document read; raise SourceUnreadable when that is not possible."""
        self.fit = False
        clock = threading.Timer(self._seconds * _PATIENCE, self._ring)
        clock.daemon = True
        clock.start()
        try:
            head, tail = self._asked(packed(wire.hint_to_json(hint), content))
            found = wire.from_json(head["reading"], tail) if "reading" in head else None
        except (EOFError, OSError) as error:
            raise self._reason() from error
        except ValueError as error:
            log.warning("A reader's answer was not believed: %s.", error)
            raise ReaderFailed("What was read of it makes no sense; save its text.") from error
        finally:
            clock.cancel()
        with self._lock:  # the clock may ring just now, with the answer already here
            self._asking = False
            self.fit = not self._late and head.get("spent") is False
        if found is None:
            raise self._told(head)
        return found

    def _asked(self, question: bytes) -> tuple[Head, bytes]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self._asking = True
        self._process.stdin.write(question)
        self._process.stdin.flush()
        return received(self._process.stdout)

    def _ring(self) -> None:
        with self._lock:
            if self._asking:
                self._late = True
                self._process.kill()

    def _told(self, head: Head) -> SourceUnreadable:
        """Put in a sentence what the process says went wrong."""
        if "memory" in head:
            return self._too_large()
        match head.get("unexpected"):
            case [str(name), str(lines)]:
                log.error("Reading failed unexpectedly.\n%s", lines[-_LAST_WORDS:])
                name = one_line(name)[:_LONGEST_MESSAGE]
                return ReaderFailed(f"Reading it failed unexpectedly ({name}); see the log.")
        return SourceUnreadable(one_line(str(head.get("refused")))[:_LONGEST_MESSAGE])

    def _reason(self) -> SourceUnreadable:
        """Put in a sentence why the process ended before it answered."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_GRACE)
        how = _ending(self._process.poll())
        if self._stopped:
            return SourceUnreadable("Reading was stopped before it was done; give it again.")
        if self._late or how in _CLOCKS:
            return SourceUnreadable(
                f"It took longer than {self._seconds:g} seconds to read, which no article does; "
                "save its text and give that."
            )
        if how == "SIGKILL":  # the system's doing, which it does when memory runs out
            return self._too_large()
        log.error("A reader ended with %s.\n%s", how, self._last_words())
        return ReaderFailed("What reads it crashed on it; save its text and give that.")

    def _too_large(self) -> SourceUnreadable:
        return SourceUnreadable(
            "It needs more memory to read than an article can; save its text and give that."
        )

    def _last_words(self) -> str:
        self._said.seek(0, os.SEEK_END)
        self._said.seek(max(0, self._said.tell() - _LAST_WORDS))
        return self._said.read().decode("utf-8", "replace")

    def stop(self) -> None:
        """End the process at once, whatever it does."""
        self._stopped = True
        self._process.kill()

    def close(self) -> None:
        """End the process, and wait until nothing of it is left."""
        self.stop()
        with suppress(BrokenPipeError):  # half a question may be left
            self._process.__exit__(None, None, None)
        self._said.close()


def _ending(code: int | None) -> str:
    try:
        return signal.Signals(-(code or 0)).name
    except ValueError:
        return f"code {code}"


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    # The process finds the modules that this one has found, and none in the working directory.
    places = os.pathsep.join(str(Path(place).absolute()) for place in sys.path if place)
    return kept | {"PYTHONPATH": places}
