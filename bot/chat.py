"""The interactive prompt: question after question, with follow-ups and sources on demand."""

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from uuid import uuid4

from rich.text import Text

from bot.desk import Desk
from bot.given import NoQuestion
from bot.keyboard import forget_typed, typed_lines
from bot.limits import Limits
from bot.screen import Screen
from bot.small_talk import said_back
from bot.tables import holdings_line
from bot.terminal import NO_NEWS, Line, answer_lines, failure, source_lines
from bot.wording import REFUSAL, plural
from ingest.text import one_line
from retrieval.answers import Answer, Asker
from retrieval.errors import NewsdeskError

COMMANDS = {
    "/sources": "the exact words behind the last answer",
    "/history": "what was asked in this conversation",
    "/since WHEN": "ask only of news from then on: 3 May, last week, 2026-05-03",
    "/until WHEN": "ask only of news until then, that day included",
    "/outlet NAME": "ask only of this outlet's news; again for another one",
    "/any": "ask of all news again",
    "/new": "start a new conversation",
    "/forget": "forget this conversation, and start a new one",
    "/help": "this list",
    "/quit": "leave, as does Ctrl-D",
}
HOW = "Ask about the news in your own words, then ask on; /help lists what else there is."
_LIMITING = frozenset({"/since", "/until", "/outlet", "/any"})


def converse(
    desk: Desk, screen: Screen, libraries: Sequence[str], *, begun: Answer | None = None
) -> None:
    """Answer what is typed, or each line of a pipe, until it ends; `begun` came before."""
    if sys.stdin.isatty():
        screen.lines(banner(desk, libraries))
        with screen.status("loading the embedding model…"):
            desk.warm()
        lines = typed_lines(desk.settings.data / "chat_history")
    else:
        lines = iter(sys.stdin)
    with ThreadPoolExecutor(1, "answer") as worker:
        chat = Chat(desk, screen, libraries, worker)
        if begun:
            chat.keep(begun)
        for line in lines:
            if not chat.take(line.strip()):
                return


def banner(desk: Desk, libraries: Sequence[str]) -> list[Line]:
    """What the person sees first."""
    held = desk.archive.holdings(libraries)
    what = holdings_line(held) if held.articles else Text(NO_NEWS, "yellow")
    keys = "Ask about the news; /sources shows the exact words, /help more, Ctrl-D leaves."
    return [Line(Text("newsdesk", "bold cyan")), Line(what), Line(Text(keys, "dim")), Line(Text())]


class Chat:
    """One conversation held open: its id, its last answer, and the thread that answers."""

    def __init__(
        self, desk: Desk, screen: Screen, libraries: Sequence[str], worker: ThreadPoolExecutor
    ) -> None:
        self._desk = desk
        self._screen = screen
        self._libraries = libraries
        self._worker = worker
        self._conversation = _new_conversation()
        self._last: Answer | None = None
        self._typed: list[str] = []
        self._limits = Limits()

    def take(self, line: str) -> bool:
        """Do what a line says; False when it says to leave."""
        if line in {"/quit", "/exit"}:
            return False
        self._typed.append(line)
        if line.startswith("/"):
            self._screen.lines([*self._command(line), Line(Text())])
        elif line:
            self._answer(line)
        return True

    def keep(self, answer: Answer) -> None:
        """Make an answer part of the conversation."""
        self._desk.transcript.remember(
            answer, library=self._libraries[0], conversation=self._conversation
        )
        self._last = answer

    def _command(self, line: str) -> list[Line]:
        whole = {
            "/sources": self._sources,
            "/history": self._history,
            "/new": self._new,
            "/forget": self._forget,
            "/help": _help,
        }
        if line in whole:
            return whole[line]()
        name, _, written = line.partition(" ")
        if name in _LIMITING:
            return self._limit(name, written.strip())
        return [Line(Text(f"There is no {one_line(line)}; /help lists the commands.", "yellow"))]

    def _new(self) -> list[Line]:
        self._conversation, self._last = _new_conversation(), None
        self._typed.clear()
        return [Line(Text("A new conversation.", "dim"))]

    def _forget(self) -> list[Line]:
        count = self._desk.transcript.forget(self._conversation, self._libraries[0])
        if sys.stdin.isatty():
            forget_typed(self._typed)
        told = f"{plural(count, 'question')} forgotten." if count else "Nothing was asked yet."
        return [Line(Text(told, "dim")), *self._new()]

    def _limit(self, name: str, written: str) -> list[Line]:
        try:
            self._limits = self._limited(name, written)
        except NewsdeskError as error:
            return [Line(Text(one_line(str(error)), "yellow"))]
        words = self._limits.words
        told = f"{words} (/any asks of all news again)" if words else "all news"
        return [Line(Text(f"From now on: {told}", "dim"))]

    def _limited(self, name: str, written: str) -> Limits:
        now, limits = datetime.now(self._desk.settings.zone), self._limits
        if name == "/since":
            return limits.begun(written, now)
        if name == "/until":
            return limits.ended(written, now)
        if name == "/outlet":
            return limits.by(written, self._desk.archive.outlets(self._libraries))
        return Limits()

    def _sources(self) -> list[Line]:
        if self._last is None:
            return [Line(Text("There is no answer with sources yet.", "dim"))]
        if not self._last.citations:
            return [Line(Text("The last question was not answered, so nothing was cited.", "dim"))]
        terminal = self._screen.out.is_terminal
        return source_lines(self._last.citations, quotes=True, hyperlinks=terminal)

    def _history(self) -> list[Line]:
        turns = self._desk.transcript.history(self._conversation, self._libraries[0], limit=50)
        if not turns:
            return [Line(Text("Nothing was asked yet.", "dim"))]
        return [
            line
            for turn in turns
            for line in (
                Line(Text(f"> {one_line(turn.asked)}", "bold")),
                Line(Text(one_line(turn.answer) or REFUSAL), 2),
            )
        ]

    def _answer(self, question: str) -> None:
        screen, person = self._screen, sys.stdin.isatty()
        if not person:
            screen.lines([Line(Text(f"> {one_line(question)}", "bold"))])
        if said := said_back(question, HOW):
            screen.lines([*(Line(Text(line)) for line in said.splitlines()), Line(Text())])
            return
        try:
            answer = self._ask(question)
        except KeyboardInterrupt:
            if not person:
                raise
            screen.lines([Line(Text("Cancelled.", "yellow")), Line(Text())])
            return
        except NewsdeskError as error:
            if not person and not isinstance(error, NoQuestion):
                raise
            screen.complain(failure(error))
            return
        self.keep(answer)
        self._desk.archive.statistics.record(self._libraries[0], answer)
        screen.lines([*answer_lines(answer, hyperlinks=screen.out.is_terminal), Line(Text())])

    def _ask(self, question: str) -> Answer:
        # In a thread of its own, so that Ctrl-C is heard while native code searches.
        history = self._desk.transcript.history(self._conversation, self._libraries[0])
        with self._screen.drafting("searching…") as on_sentence:
            return self._worker.submit(
                self._desk.ask,
                question,
                self._libraries,
                history=history,
                chosen=self._limits.chosen(question),
                asker=Asker(self._libraries[0]),
                on_sentence=on_sentence,
            ).result()


def _help() -> list[Line]:
    return [Line(Text(f"{name:<14}{does}"), 2) for name, does in COMMANDS.items()]


def _new_conversation() -> str:
    return f"terminal-{uuid4().hex[:12]}"
