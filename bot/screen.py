"""What the terminal is written with: results on stdout, progress and failures on stderr."""

import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Self

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.live import Live
from rich.padding import Padding
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.spinner import Spinner
from rich.table import Column, Table
from rich.text import Text

from bot.terminal import Line, body
from ingest.text import one_line
from retrieval.answers import AnswerSentence

WIDEST = 100
"""Longer lines than this are hard to read, however wide the window is."""
WRITING = "still writing…"


@dataclass(frozen=True, slots=True)
class Screen:
    """The two streams of a terminal; each is plain text when piped."""

    out: Console
    err: Console

    def show(self, *shown: RenderableType | Line) -> None:
        """Print results; a pipe gets unwrapped plain text."""
        for each in shown:
            if self.out.is_terminal:
                widest = self.out.width if isinstance(each, Table) else WIDEST
                self.out.print(_set_in(each), width=min(widest, self.out.width))
            elif isinstance(each, Line | Text):
                # Past rich, which would turn tabs into spaces.
                self.out.file.write(f"{each.plain.rstrip()}\n")
            else:
                self.out.print(each)

    def lines(self, shown: Iterable[Line]) -> None:
        """Print lines of results."""
        self.show(*shown)

    def complain(self, text: Text) -> None:
        """Print a failure or a warning."""
        self.err.print(text, soft_wrap=True)

    @contextmanager
    def status(self, words: str) -> Iterator[Callable[[str], None]]:
        """Show what is being waited for, on a terminal only; gives a way to change the words."""
        if not self.err.is_terminal:
            yield lambda _new: None
            return
        with self.err.status(Text(words, "dim")) as spinner:
            yield lambda new: spinner.update(Text(one_line(new), "dim"))

    @contextmanager
    def drafting(
        self, words: str, *, hidden: bool = False
    ) -> Iterator[Callable[[AnswerSentence], None] | None]:
        """Show what is being waited for, and an answer's sentences as they come.

        Gives what takes a sentence, in any thread; None when results do not go to a terminal, or
        are `hidden`. All of it is gone at the end, after which a sentence raises Unread.
        """
        if hidden or not self.out.is_terminal:
            with self.status(words):
                yield None
            return
        # With the other messages, so that these are printed above it and not through it.
        console = self.err if self.err.is_terminal else self.out
        draft = _Draft(words)
        with draft, Live(draft, console=console, refresh_per_second=12.5, transient=True):
            yield draft.add

    def progress(self) -> Progress:
        """A progress bar on stderr, seen on a terminal only, gone when done."""
        column = Column(no_wrap=True, overflow="ellipsis", max_width=24)
        return Progress(
            TextColumn("{task.description}", markup=False, table_column=column),
            BarColumn(bar_width=16),
            _Done(),
            TextColumn("{task.fields[counts]}", markup=True),
            console=self.err,
            transient=True,
            disable=not self.err.is_terminal,
        )


class Unread(Exception):
    """Nobody waits any more for what is being written, so that it need not go on."""


class _Draft:
    """What is written of an answer so far, over a line that says what is being waited for.

    Only the end is shown of what is higher than the window: what has scrolled away stays there.
    """

    def __init__(self, words: str) -> None:
        self._sentences: list[AnswerSentence] = []
        self._over = False
        self._spinner = Spinner("dots", Text(words, "dim"), style="status.spinner")

    def add(self, sentence: AnswerSentence) -> None:
        """Take one more."""
        if self._over:
            raise Unread
        self._sentences.append(sentence)
        self._spinner.update(text=Text(WRITING, "dim"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = body(tuple(self._sentences)).wrap(console, min(WIDEST, options.max_width))
        yield from lines[-max(1, options.size.height - 2) :]
        yield self._spinner


class _Done(ProgressColumn):
    """How many of how many; how many so far and how fast, while nobody knows how many."""

    def render(self, task: Task) -> Text:
        """Say it of a task."""
        done = int(task.completed)
        if task.total is not None:
            return Text(f"{done:,}/{int(task.total):,}", "progress.download")
        # Over the whole time: articles are done in bursts, a batch of the embedding model each.
        pace = done / task.elapsed if done and task.elapsed else 0.0
        shown = f", {pace:,.0f}/s" if pace >= 1 else f", {pace * 60:,.0f}/min" if pace else ""
        return Text(f"{done:,}{shown}" if done else "", "progress.download")


def screen() -> Screen:
    """The streams this process has; rich heeds NO_COLOR and whether they are terminals."""
    settings = {"highlight": False, "markup": False, "emoji": False}
    return Screen(Console(**settings), Console(stderr=True, **settings))  # type: ignore[arg-type]  # one dict of options


def _set_in(shown: RenderableType | Line) -> RenderableType:
    if not isinstance(shown, Line):
        return shown
    text: RenderableType = shown.text
    if shown.label:
        text = Table.grid(Column(no_wrap=True), Column(overflow="fold"), padding=(0, 1, 0, 0))
        text.add_row(shown.label, shown.text)
    return Padding(text, (0, 0, 0, shown.indent), expand=False) if shown.indent else text


@contextmanager
def stop_on_interrupt(on_asked: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Turn the first Ctrl-C into a request to stop after what is under way; `on_asked` says so.

    The second one interrupts as usual.
    """
    asked = False

    def ask(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, before)
        on_asked()

    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)
