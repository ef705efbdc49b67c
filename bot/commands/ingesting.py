"""Bring articles in, from whatever a publisher has."""

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer
from rich.text import Text
from typer.core import TyperCommand

from bot.commands.opening import opened
from bot.given import as_overrides
from bot.screen import Screen, screen, stop_on_interrupt
from bot.wording import waiting
from ingest.text import decoded, one_line
from retrieval.errors import NewsdeskError
from retrieval.news import SHARED

if TYPE_CHECKING:
    from bot.desk import Desk
    from ingest.report import Outcome, Overrides, Progress, Result, Summary
    from ingest.sources import Given

LARGEST = 10_000_000
"""The most bytes of a text that links are looked for in."""
MOST_LINKS = 10_000
NAMED = 50
"""How many results a terminal is shown; a pipe gets all that are remembered."""
STOPPING = "Stopping… what is under way is finished first; Ctrl-C again does not wait for it."


class WithFormats(TyperCommand):
    """A command whose help ends with what can be read, made from the table of formats."""

    def format_help(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - typer's own types are private
        """Write the help, the formats looked up only now."""
        self.epilog = _formats(plain=self.rich_markup_mode is None)
        super().format_help(*args, **options)


def ingest(
    source: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files, folders or web addresses; - reads standard input.",
        ),
    ],
    *,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    date: Annotated[
        str | None,
        typer.Option(metavar="WHEN", help="When it was published: 2026-08-04 or ISO 8601."),
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its headline.")] = None,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="The address where readers find it.")
    ] = None,
    library: Annotated[str, typer.Option(metavar="NAME", help="The library it goes to.")] = SHARED,
    links: Annotated[
        bool,
        typer.Option("--links", help="Read what the links in these texts lead to, not the texts."),
    ] = False,
    no_follow: Annotated[
        bool,
        typer.Option("--no-follow", help="Take a feed's own texts, without fetching its pages."),
    ] = False,
) -> None:
    """Bring articles into the archive from files, folders, feeds or the web."""
    from ingest.sources import from_words

    try:
        overrides = as_overrides(title=title, outlet=outlet, url=url, date=date)
    except NewsdeskError as error:
        raise typer.BadParameter(str(error)) from None
    stdin = sys.stdin.buffer
    given = _linked(source, stdin) if links else from_words(source, stdin)
    here = screen()
    with opened(here, "newsdesk ingest") as desk:
        summary, stopped = take_in(desk, here, given, library, overrides, follow=not no_follow)
        show_summary(here, desk, summary, [library])
    end(here, summary, stopped=stopped)


def take_in(
    desk: "Desk",
    here: Screen,
    given: "Sequence[Given]",
    library: str,
    overrides: "Overrides | None" = None,
    *,
    follow: bool = True,
) -> "tuple[Summary, bool]":
    """Ingest under a progress bar; returns what came of it and whether Ctrl-C ended it early."""
    with watched(here) as (advance, stopped):
        summary = desk.ingest(
            given,
            library,
            overrides=overrides,
            follow=follow,
            on_progress=advance,
            cancelled=stopped,
        )
        return summary, stopped()


@contextmanager
def watched(here: Screen) -> "Iterator[tuple[Callable[[Progress], None], Callable[[], bool]]]":
    """A progress bar for a run, with a way to move it on and a way to know of Ctrl-C."""
    from bot.tables import counts

    numbers: Counter[Outcome] = Counter()

    def stopping() -> None:
        here.complain(Text(STOPPING, "yellow"))

    with stop_on_interrupt(stopping) as stopped, here.progress() as bar:
        task = bar.add_task("reading…", total=None, counts="")

        def advance(progress: "Progress") -> None:
            if progress.result is not None:
                numbers[progress.result.outcome] += 1
            words = "stopping…" if stopped() else one_line(progress.current.rsplit("/", 1)[-1])
            bar.update(
                task,
                completed=progress.done,
                total=progress.total,
                description=words or "reading…",
                counts=counts(numbers).markup if numbers else "",
            )

        yield advance, stopped


def show_summary(
    here: Screen,
    desk: "Desk",
    summary: "Summary",
    libraries: Collection[str],
    results: "Sequence[Result] | None" = None,
) -> None:
    """Print what came of a run: the results worth naming, or those given, and the counts."""
    from bot.tables import counts, left_out, listed, results_lines, results_table

    named = listed(summary) if results is None else results
    shown = named[:NAMED] if here.out.is_terminal else named
    told = [result.article for result in shown if result.article]
    firsts = desk.relatives(told, libraries)
    if not here.out.is_terminal:
        here.lines(results_lines(shown, firsts))
    elif shown:
        here.show(results_table(shown, firsts))
    if results is None:
        here.lines(left_out(summary, shown))
    elif len(named) > len(shown):
        here.show(Text(f"and {len(named) - len(shown):,} more", "dim"))
    here.show(counts(summary.counts))
    if summary.stored:
        here.complain(Text(waiting(summary.stored), "yellow"))


def end(here: Screen, summary: "Summary", *, stopped: bool) -> None:
    """Leave with the exit code that fits a run."""
    if stopped:
        here.complain(Text("Stopped; the rest was not read.", "yellow"))
        raise typer.Exit(130)
    if summary.failed:
        raise typer.Exit(1)


def _linked(words: Sequence[str], stdin: BinaryIO) -> "list[Given]":
    """The addresses that the texts lead to, each once."""
    from ingest.links import links_in
    from ingest.sources import Address

    found = [link for word in words for link in links_in(_text(word, stdin), MOST_LINKS)]
    if not found:
        raise typer.BadParameter("there is no link that begins with http:// or https:// in it")
    return [Address(link) for link in dict.fromkeys(found)]


def _text(word: str, stdin: BinaryIO) -> str:
    if word == "-":
        return decoded(stdin.read(LARGEST))
    try:
        with Path(word).expanduser().open("rb") as file:
            return decoded(file.read(LARGEST))
    except OSError as error:
        reason = error.strerror or "unknown error"
        raise typer.BadParameter(
            f"--links looks into text files or standard input, and {one_line(word)} cannot be "
            f"read ({reason})"
        ) from None


def _formats(*, plain: bool) -> str:
    from ingest.formats.fields import FIELDS
    from ingest.formats.table import READABLE

    indent = " " * 11
    rows = [f"{field:<10} {names}" for field, names in FIELDS.items()]
    if plain:
        rows = ["\b", *(fill(row, 78, subsequent_indent=indent) for row in rows)]
    return "\n\n".join(
        [
            f"{READABLE[0].upper()}{READABLE[1:]}.",
            "JSON, JSONL and CSV are read by the names of their fields; only text is required.",
            ("\n" if plain else "\n\n").join(rows),
        ]
    )
