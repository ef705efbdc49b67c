"""The terminal door: every command, and what each kind of failure looks like."""

import errno
import os
import sqlite3
import sys
from typing import Annotated, NoReturn

import typer

from bot.commands import asking, demo, library, upkeep
from bot.screen import screen
from bot.terminal import failure
from retrieval.errors import NewsdeskError

DISK_FULL = "The disk is full: make room, or set NEWSDESK_DATA to a folder on another disk."
INTERRUPTED = 130

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
app.command()(library.ingest)
app.add_typer(library.articles, name="articles")
app.command()(library.reindex)
app.command()(upkeep.doctor)
app.command()(upkeep.bot)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"newsdesk {version('newsdesk')}")  # noqa: T201
        except PackageNotFoundError:
            print("newsdesk, not installed as a package")  # noqa: T201
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
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    # Boxes are for terminals: help that is piped stays plain text.
    app.rich_markup_mode = "rich" if sys.stdout.isatty() else None
    try:
        app()
    except NewsdeskError as error:
        _fail(str(error))
    except BrokenPipeError:
        _leave_pipe()
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        _fail(DISK_FULL)
    except sqlite3.OperationalError as error:
        if "disk is full" not in str(error):
            raise
        _fail(DISK_FULL)


def _fail(sentence: str) -> NoReturn:
    screen().complain(failure(sentence))
    sys.exit(1)


def _leave_pipe() -> NoReturn:
    # Whoever read us has left; without this, Python complains when it flushes on its way out.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)
