"""Reading in processes of their own, which hang, swell, crash and end without harm."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.reader import child, frames, wire
from ingest.reader.readers import Readers
from ingest.reading import Hint, read
from retrieval.errors import SourceUnreadable
from tests.ingest.good import GOOD

PAGE = GOOD["page.html"]()
HINT = Hint(name="page.html", url="https://courier.example/a")
ROOM = 400 << 20


@pytest.fixture
def readers():
    with Readers(count=1, memory=ROOM) as running:
        yield running


def _processes():
    """The reading processes that this one has, dead ones that nobody has fetched among them."""
    return sorted(int(place.name) for place in Path("/proc").glob("[0-9]*") if _is_ours(place))


def _is_ours(place):
    try:
        # Behind the name, which may hold anything: the state, then the parent.
        state, parent = (place / "stat").read_text().rpartition(")")[2].split()[:2]
        reads = b"ingest.reader.worker" in (place / "cmdline").read_bytes()
    except (OSError, ValueError):  # it has just gone
        return False
    return int(parent) == os.getpid() and (reads or state == "Z")


@pytest.mark.parametrize("name", ["page.html", "rss.xml", "text.md", "paper.pdf", "mail.eml"])
def test_a_process_gives_what_reading_gives(readers, name):
    """A document read by a process gives the very reading it gives here."""
    content, hint = GOOD[name](), Hint(name=name)
    assert readers.read(content, hint) == read(content, hint)


def test_a_refusal_comes_in_the_same_words(readers):
    """What reading refuses, a process refuses in the same sentence, and goes on."""
    with pytest.raises(SourceUnreadable) as here:
        read(b"\x89PNG", Hint())
    with pytest.raises(SourceUnreadable) as there:
        readers.read(b"\x89PNG", Hint())
    before = _processes()
    assert (str(there.value), type(there.value)) == (str(here.value), SourceUnreadable)
    assert readers.read(PAGE, HINT).drafts
    assert _processes() == before


def test_processes_start_when_they_are_needed():
    """No document, no process; one after the other, one process; two at once, two."""
    with Readers(count=2) as readers:
        assert _processes() == []
        for _ in range(3):
            readers.read(PAGE, HINT)
        assert len(_processes()) == 1
        with ThreadPoolExecutor(4) as threads:
            found = [*threads.map(lambda _: readers.read(PAGE, HINT), range(12))]
        assert len(_processes()) == 2
    assert found == [read(PAGE, HINT)] * 12
    assert _processes() == []


def test_a_large_parent_makes_no_process_look_large():
    """A process is kept for the next document however much memory the one that asks has taken."""
    assert len(b"x" * (300 << 20)) == 300 << 20
    with Readers(count=1, memory=400 << 20) as readers:
        readers.read(PAGE, HINT)
        first = _processes()
        readers.read(PAGE, HINT)
        assert len(first) == 1
        assert _processes() == first


def _stopped(readers):
    """Stop the one process there is, as a parser does that waits for ever."""
    readers.read(PAGE, HINT)
    os.kill(_processes()[0], signal.SIGSTOP)


def test_a_document_that_takes_too_long_is_refused_and_the_next_is_read(readers):
    """A process that hangs without using the processor is ended by the clock."""
    _stopped(readers)
    (hung,) = readers._running
    hung._seconds = 0.1
    with pytest.raises(SourceUnreadable, match=r"longer than 0\.1 seconds"):
        readers.read(PAGE, HINT)
    assert readers.read(PAGE, HINT).drafts


def test_a_process_that_dies_is_replaced(readers, caplog):
    """A crash costs its own document alone, and leaves a line in the log."""
    _stopped(readers)
    pid = _processes()[0]
    killer = threading.Timer(0.3, os.kill, (pid, signal.SIGSEGV))
    killer.start()
    resumer = threading.Timer(0.4, os.kill, (pid, signal.SIGCONT))
    resumer.start()
    with pytest.raises(child.ReaderFailed, match="crashed on it"):
        readers.read(PAGE, HINT)
    resumer.join()
    assert "A reader ended with SIGSEGV" in caplog.text
    assert readers.read(PAGE, HINT).drafts


def test_closing_ends_what_is_being_read():
    """Who waits for a document when the readers close is told so; nothing is left running."""
    with Readers(count=1) as readers, ThreadPoolExecutor(2) as threads:
        _stopped(readers)
        waiting = [threads.submit(readers.read, PAGE, HINT) for _ in range(2)]
        time.sleep(0.2)
        readers.close()
        for each in waiting:
            with pytest.raises(SourceUnreadable, match="stopped before it"):
                each.result()
    assert _processes() == []
    with pytest.raises(SourceUnreadable, match="stopped before it"):
        readers.read(PAGE, HINT)


def test_a_process_knows_no_secret(monkeypatch):
    """The environment of a process that reads hostile documents holds no token."""
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    with Readers(count=1) as readers:
        readers.read(PAGE, HINT)
        assert b"secret" not in Path(f"/proc/{_processes()[0]}/environ").read_bytes()


@pytest.mark.process
def test_processes_end_with_their_parent(tmp_path):
    """When the program is killed, what it started to read with ends too."""
    program = (
        "import sys, time; from ingest.reader.readers import Readers\n"
        "readers = Readers(); readers.read(sys.stdin.buffer.read())\n"
        "print(list(readers._running)[0]._process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        parent.stdin.write(PAGE)
        parent.stdin.close()
        pid = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()


@pytest.mark.process
def test_what_a_library_prints_stays_out_of_the_answer():
    """Standard output is for frames alone: prints of Python and of C go elsewhere."""
    program = (
        "import os, sys; from ingest import reading; from ingest.reader import worker\n"
        "real = reading.read\n"
        "def loud(*given):\n"
        "    print('noise', flush=True); os.write(1, b'noise'); return real(*given)\n"
        "reading.read = loud; sys.argv = ['worker', '9', str(1 << 30), '9']; worker.main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        input=frames.packed(wire.hint_to_json(HINT), PAGE),
        capture_output=True,
        check=True,
    )
    length = int.from_bytes(ran.stdout[:4], "big")
    head = json.loads(ran.stdout[8 : 8 + length])
    assert wire.from_json(head["reading"], ran.stdout[8 + length :]) == read(PAGE, HINT)
    assert ran.stderr.count(b"noise") == 2


@pytest.mark.process
@pytest.mark.parametrize(
    ("fault", "told"),
    [("1 / 0", "unexpected"), ("bytearray(1 << 40)", "memory"), ("while True: pass", None)],
)
def test_what_goes_wrong_in_a_process_is_told(fault, told):
    """A bug and a lack of memory are told in the answer; too much work ends the process."""
    program = (
        "import sys; from ingest import reading; from ingest.reader import worker\n"
        f"def read(*given):\n    {fault}\n"
        "reading.read = read; sys.argv = ['worker', '0.2', str(1 << 30), '9']; worker.main()"
    )
    question = frames.packed(wire.hint_to_json(HINT), PAGE)
    ran = subprocess.run(
        [sys.executable, "-c", program], input=question, capture_output=True, check=False
    )
    if told is None:
        assert (ran.returncode, ran.stdout) == (-signal.SIGXCPU, b"")
    else:
        assert told in json.loads(ran.stdout[8:])


@pytest.mark.parametrize(
    "answer",
    [
        b"\xff" * 8,
        b"\0\0\0\2\0\0\0\0[]",
        b"\0\0\0\2\0\0\0\0{[",
        (200_000).to_bytes(4, "big") + b"\0" * 4 + b"[" * 200_000,
        b'\0\0\0\x0f\0\0\0\0{"reading": {}}',
    ],
)
def test_an_answer_that_is_no_answer_fails_its_document(answer, monkeypatch, tmp_path):
    """What is no frame, or no reading, is refused, and the process is not asked again."""
    liar = tmp_path / "liar"
    liar.write_text(f"#!{sys.executable}\nimport os; os.read(0, 9); os.write(1, {answer!r})\n")
    liar.chmod(0o700)
    with Readers(count=1) as readers:
        monkeypatch.setattr(sys, "executable", str(liar))
        with pytest.raises(child.ReaderFailed, match="makes no sense"):
            readers.read(b"x", HINT)
        monkeypatch.undo()
        assert readers.read(PAGE, HINT).drafts


def test_a_document_larger_than_any_is_not_even_sent(readers):
    """A document larger than a frame is refused before a process is started."""
    with pytest.raises(SourceUnreadable, match="larger than any article"):
        readers.read(bytes(frames.LARGEST_TAIL + 1))
    assert _processes() == []
