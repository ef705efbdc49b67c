"""The chat: piped line by line, and typed at a real pseudo-terminal."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from contextlib import suppress

import pytest

from tests.bot.looking import scrolled
from tests.bot.running import ROOT, run, write_news
from tests.models import lend
from tests.servers.model import ModelServer, Reply

INJURED = "How many people were injured on the ferry Grey Heron?"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder that holds two articles."""
    folder = tmp_path_factory.mktemp("chat")
    ran = run("ingest", str(write_news(folder)), "--outlet", "Harbour Post", data=folder / "data")
    assert ran.code == 0, ran.err
    return folder / "data"


def test_piped_questions_are_answered_line_by_line(data):
    """Without a person each line is echoed and answered, with no banner and no escape codes."""
    ran = run("chat", data=data, stdin=f"?!\n{INJURED}\n\n/sources\n/nonsense\n/quit\nnever\n")
    assert ran.code == 0, ran.err
    assert ran.out.startswith(f"> ?!\n> {INJURED}\n")
    assert ran.err == "Ask a question in words.\n"
    assert "Fourteen people were injured, the coastguard said.”" in ran.out
    assert "There is no /nonsense; /help lists the commands." in ran.out
    assert "never" not in ran.out
    assert "\x1b" not in ran.out


def test_a_greeting_and_thanks_are_no_questions(data):
    """They get a friendly line, and nothing of them is remembered."""
    ran = run("chat", data=data, stdin=f"hello\n{INJURED}\nthanks!\n/history\n")
    assert ran.code == 0, ran.err
    assert ran.out.startswith("> hello\nHello! I answer questions about the news")
    told, after = ran.out.split("> thanks!\nYou are welcome! Just ask on.\n\n")
    assert "does not answer" not in told
    assert after.startswith(f"> {INJURED}\n")
    assert after.count("\n> ") == 0


def test_history_is_of_this_conversation_until_a_new_one(data):
    """/history shows what was asked; /new forgets it."""
    ran = run("chat", data=data, stdin=f"/history\n{INJURED}\n/history\n/new\n/history\n/sources\n")
    before, after = ran.out.split("A new conversation.")
    assert before.startswith("Nothing was asked yet.")
    assert before.count(f"> {INJURED}") == 2
    assert "Nothing was asked yet." in after
    assert "There is no answer with sources yet." in after


def test_a_conversation_is_forgotten(data):
    """/forget tells how many questions went, leaves nothing to ask on, and begins anew."""
    asked = f"{INJURED}\n{INJURED}\n/forget\n/history\n/sources\n/forget\n"
    ran = run("chat", data=data, stdin=asked)
    assert ran.code == 0, ran.err
    told = ran.out.split("2 questions forgotten.\nA new conversation.\n")[1]
    assert "Nothing was asked yet.\n\nThere is no answer with sources yet." in told
    assert told.endswith("Nothing was asked yet.\nA new conversation.\n\n")


def test_what_is_set_holds_until_it_is_forgotten(data):
    """Each change says what holds from now on; what cannot be set changes nothing."""
    lines = ["/since 3 May 2026", "/outlet harbour post", "/since someday", "/outlet X", INJURED]
    ran = run("chat", data=data, stdin="\n".join([*lines, "/any", INJURED]))
    assert ran.code == 0, ran.err
    told, asked, after = ran.out.split(f"> {INJURED}\n")
    assert told == (
        "From now on: published since 3 May 2026 (/any asks of all news again)\n\n"
        "From now on: published since 3 May 2026 · only Harbour Post "
        "(/any asks of all news again)\n\n"
        "“someday” is not a time: write 2026-05-03, 3 May or last week.\n\n"
        "There is no news of “X” here; there is of Harbour Post.\n\n"
    )
    assert asked.startswith("Understood: published since 3 May 2026 · only Harbour Post\n")
    assert asked.endswith("From now on: all news\n\n")
    assert "Understood" not in after


def test_help_names_every_command(data):
    """/help lists what can be typed."""
    shown = run("chat", data=data, stdin="/help\n").out
    assert re.findall(r"/\w+", shown) == (
        "/sources /history /since /until /outlet /any /new /forget /help /quit".split()
    )


class Terminal:
    """A command at a real pseudo-terminal of 80 columns."""

    def __init__(self, data, *words, program="bot", height=24, **environment):
        self.master, slave = pty.openpty()
        self.height = height
        termios.tcsetwinsize(slave, (height, 80))
        lend(data)
        environment |= {"NEWSDESK_DATA": str(data), "TERM": "xterm-256color"}
        environment = os.environ | environment
        environment.pop("NO_COLOR", None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", program, *words],
            cwd=ROOT,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
            # Tests that run in the background have Ctrl-C ignored, and would pass that on.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )
        os.close(slave)
        self.seen = ""

    def type(self, keys: str) -> None:
        self.seen = ""
        os.write(self.master, keys.encode())

    def wait_for(self, words: str) -> str:
        return self._wait(lambda seen: words in seen, words)

    def wait_for_prompt(self) -> None:
        """Until it asks for the next line."""
        self._wait(lambda seen: seen.endswith("> "), "the prompt")

    def _wait(self, come, what: str, seconds: float = 90) -> str:
        end = time.monotonic() + seconds
        while not come(self.seen):
            assert time.monotonic() < end, f"{what!r} did not come; seen: {self.seen!r}"
            if select.select([self.master], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.master, 65536).decode(errors="replace")
                except OSError:  # nobody writes any more
                    pytest.fail(f"{what!r} did not come before the end; seen: {self.seen!r}")
        return self.seen

    def read_on(self) -> list[str]:
        """The lines shown when the command has ended by itself."""
        with suppress(OSError):  # how a pseudo-terminal says that nobody writes any more
            while written := os.read(self.master, 65536):
                self.seen += written.decode(errors="replace")
        return scrolled(self.seen, self.height)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)


@pytest.fixture
def terminal(data):
    opened = Terminal(data, "chat")
    yield opened
    opened.close()


@pytest.mark.process
def test_a_person_gets_a_banner_colour_and_a_way_out(terminal, data):
    """Banner, prompt, coloured answer, sources on demand; Ctrl-C keeps, Ctrl-D leaves."""
    assert "2 articles" in terminal.wait_for("\x1b[2K> ")
    terminal.type(f"{INJURED}\r")
    shown = terminal.wait_for("As of")
    assert "\x1b[1;36m[1]" in shown
    terminal.wait_for_prompt()
    terminal.type("half a quest")
    terminal.wait_for("half a quest")
    time.sleep(0.2)  # no one is quicker than readline's way from echoing to waiting
    os.killpg(terminal.process.pid, signal.SIGINT)
    terminal.wait_for_prompt()
    terminal.type("/sources\r")
    terminal.wait_for("Fourteen people were injured")
    terminal.wait_for_prompt()
    terminal.type("\x04")
    assert terminal.process.wait(30) == 0
    kept = data / "chat_history"
    assert INJURED in kept.read_text("utf-8")
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.process
def test_what_is_forgotten_is_not_under_the_arrow_keys(terminal, data):
    """Neither there nor in the file that these are kept in; what was typed before stays."""
    kept = data / "chat_history"
    kept.write_text("Who painted the pier?\n", "utf-8")
    terminal.wait_for("\x1b[2K> ")
    terminal.type("Who mended the lighthouse?\r")
    terminal.wait_for_prompt()
    terminal.type("/forget\r")
    terminal.wait_for("1 question forgotten.")
    terminal.wait_for_prompt()
    terminal.type("\x04")
    assert terminal.process.wait(30) == 0
    assert "painted" in kept.read_text("utf-8")
    assert "lighthouse" not in kept.read_text("utf-8")


@pytest.mark.process
@pytest.mark.parametrize("height", [24, 8])
def test_sentences_come_and_go_as_an_answer_is_written(data, height):
    """Each is shown when it is written; in the end the answer stands there alone, and once."""
    terminal = Terminal(data, "ask", INJURED, program="tests.bot.writing", height=height)
    try:
        assert "Sentence-2 " not in terminal.wait_for("Sentence-1 ")
        terminal.wait_for("still writing")
        terminal.wait_for("Sentence-12 ")
        shown = terminal.read_on()
    finally:
        terminal.close()
    assert terminal.process.returncode == 0
    text = " ".join(shown)
    assert text.count("Fourteen people were injured, the coastguard said.") == 1
    assert shown[0]
    assert "Sentence" not in text
    assert "still writing" not in text
    assert "\x1b[?25h" in terminal.seen  # the cursor is back


@pytest.mark.process
def test_ctrl_c_takes_back_what_is_being_written(data):
    """The question is cancelled, nothing of the draft stays, and the next one is answered."""
    terminal = Terminal(data, "chat", program="tests.bot.writing")
    try:
        terminal.wait_for("\x1b[2K> ")
        terminal.type(f"{INJURED}\r")
        terminal.wait_for("Sentence-1 ")
        os.killpg(terminal.process.pid, signal.SIGINT)
        terminal.wait_for("Cancelled.")
        terminal.wait_for_prompt()
        assert "Sentence" not in "".join(scrolled(terminal.seen))
        terminal.type(f"{INJURED}\r")
        assert "Sentence-1 " in terminal.wait_for("As of")
        terminal.wait_for_prompt()
        terminal.type("\x04")
        assert terminal.process.wait(30) == 0
    finally:
        terminal.close()


@pytest.mark.process
@pytest.mark.parametrize("words", [[], ["--json"]])
def test_nothing_is_drafted_into_a_pipe(data, words):
    """A program reads the answer and nothing that came before it."""
    lend(data)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bot.writing", "ask", INJURED, *words],
        cwd=ROOT,
        env={**os.environ, "NEWSDESK_DATA": str(data)},
        capture_output=True,
        text=True,
        check=True,
        timeout=90,
    )
    assert "Fourteen people were injured" in ran.stdout
    assert "Sentence" not in ran.stdout + ran.stderr


AGROUND = (
    "Fourteen people were injured when the ferry Grey Heron ran aground off Tarnholt [1]. "
    "There were 212 passengers aboard [1]. "
    "Captain Ines Marlow had commanded it since 2019 [1]."
)


def with_model(server):
    return {"CHAT_MODEL": "openai:test", "CHAT_BASE_URL": server.base_url, "OPENAI_API_KEY": "k"}


@pytest.mark.process
def test_what_a_chat_model_writes_is_seen_while_it_writes(data):
    """The whole way: its sentences as they are checked, then the answer and who wrote it."""
    with ModelServer() as model:
        model.will(Reply(AGROUND, pause=0.05))
        terminal = Terminal(data, "ask", INJURED, **with_model(model))
        try:
            assert "212 passengers" not in terminal.wait_for("still writing")
            shown = terminal.read_on()
        finally:
            terminal.close()
    text = " ".join(shown)
    assert text.count("212 passengers aboard. [") == 1
    assert "Written by openai:test from these sources; each sentence checked." in text
    assert "still writing" not in text


@pytest.mark.process
def test_a_cancelled_answer_is_not_written_on(data):
    """The model's server sees that nobody listens any more, and the next question has its turn."""
    with ModelServer() as model:
        model.will(Reply(f"{AGROUND} " * 40, pause=0.05), Reply(AGROUND))
        terminal = Terminal(data, "chat", **with_model(model))
        try:
            terminal.wait_for("\x1b[2K> ")
            terminal.type(f"{INJURED}\r")
            terminal.wait_for("still writing")
            os.killpg(terminal.process.pid, signal.SIGINT)
            terminal.wait_for("Cancelled.")
            assert model.left.acquire(timeout=20)
            terminal.wait_for_prompt()
            terminal.type(f"{INJURED}\r")
            terminal.wait_for("Written by")
        finally:
            terminal.close()
