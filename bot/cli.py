"""The terminal door: every command, and what each kind of failure looks like."""

import atexit
import errno
import gc
import inspect
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import Annotated, NoReturn

import typer

from bot.commands import (
    asking,
    demo,
    digest,
    evaluate,
    export,
    feeds,
    follows,
    forget,
    ingesting,
    library,
    spending,
    statistics,
    story,
    upkeep,
)
from bot.screen import screen
from bot.terminal import failure
from retrieval.errors import NewsdeskError

DISK_FULL = "The disk is full: make room, or set NEWSDESK_DATA to a folder on another disk."

app = typer.Typer(
    name="newsdesk",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(demo.demo)
app.command()(asking.ask)
app.command()(asking.chat)
app.command()(story.timeline)
app.command()(story.changes)
app.command()(digest.digest)
app.command()(digest.matches)
app.command(cls=ingesting.WithFormats)(ingesting.ingest)
app.add_typer(library.articles, name="articles")
app.add_typer(feeds.app, name="feeds")
app.add_typer(follows.app, name="follows")
app.command()(export.export)
app.command()(forget.forget)
app.command()(library.reindex)
app.command()(upkeep.doctor)
app.command()(spending.spending)
app.command()(statistics.stats)
app.command()(statistics.sources)
app.add_typer(evaluate.app, name="eval")
app.command()(upkeep.bot)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"newsdesk {version('newsdesk')}")
        except PackageNotFoundError:
            print("newsdesk, not installed as a package")
        raise typer.Exit


@app.callback()
def newsdesk(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Answer questions about the news you ingested, citing the exact words."""


def main() -> None:
    """Run the command that was typed; every foreseen failure is one sentence on stderr."""
    # What is in memory goes with the process: looking through it for cycles takes a third of a
    # second at the end of every command.
    atexit.register(gc.freeze)
    _be_lenient(sys.stdin, sys.stdout)
    _describe_whole(app)
    # Boxes are for terminals: help that is piped stays plain text.
    app.rich_markup_mode = "rich" if sys.stdout.isatty() else None
    try:
        try:
            app(prog_name="newsdesk")
        finally:
            # What is still buffered may find the disk full or the reader gone: known only here.
            sys.stdout.flush()
    except BrokenPipeError:
        _leave()
    except Exception as error:
        sentence = foreseen(error)
        if sentence is None:
            raise
        screen().complain(failure(sentence))
        if sentence is DISK_FULL:
            _leave()
        sys.exit(1)


def foreseen(error: Exception) -> str | None:
    """The sentence for a failure a person can do something about, else None."""
    if isinstance(error, NewsdeskError):
        return str(error)
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DISK_FULL
    # SQLite says so, and Chroma passes it on in an exception of its own.
    return DISK_FULL if "database or disk is full" in str(error) else None


def _describe_whole(commands: typer.Typer) -> None:
    """Show in lists of commands what each is for, wrapped: else typer would cut it to a line."""
    for command in commands.registered_commands:
        first = (inspect.getdoc(command.callback) or "").partition("\n\n")[0]
        command.short_help = command.short_help or " ".join(first.split())
    for group in commands.registered_groups:
        if group.typer_instance is not None:
            _describe_whole(group.typer_instance)


def _be_lenient(*streams: object) -> None:
    """A character that cannot be read or shown is no reason to stop."""
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _leave() -> NoReturn:
    """Leave without a second complaint when Python flushes what cannot be written."""
    with suppress(OSError, ValueError):
        stdout = sys.stdout.fileno()
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout)
    sys.exit(1)
