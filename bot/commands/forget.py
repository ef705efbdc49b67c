"""Forget what was asked: all of it, a library's, a person's, or what is old."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from bot.commands.forget_library import forget_library
from bot.commands.opening import in_archive
from bot.screen import screen
from bot.settings import Settings, load
from bot.terminal import Line
from bot.wording import plural
from retrieval.news import SHARED

if TYPE_CHECKING:
    from retrieval.database import Database

WHICH = "Say what to forget: --all, --library NAME, --person ID or --older-than DAYS."
ALONE = "--all forgets everything; leave out --library, --person and --older-than, or --all."
LONGEST = 36_500
"""Days."""
OF_A_LIBRARY = "--whole goes with --library alone."
STAYS = "Its articles, feeds, follows and settings stay; with --whole these go too."
WHOLE = "Of a person all is forgotten, however old; leave out --older-than, or --person."


def _days(typed: str) -> int:
    # By ourselves: typer would say that the input should be a valid integer.
    if not re.fullmatch(r"\d{1,5}", typed) or int(typed) > LONGEST:
        raise typer.BadParameter(f"give a number of days from 0 to {LONGEST}, such as 30")
    return int(typed)


def forget(
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="All questions, and the lines typed in the chat.")
    ] = False,
    library: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="What was asked in this library, such as guild-123; with --whole all of it.",
        ),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="What is kept of a person in Discord, by their number; also votes."
        ),
    ] = None,
    older_than: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS",
            parser=_days,
            help="What was asked longer ago; in any library. 0 to 36500.",
        ),
    ] = None,
    whole: Annotated[
        bool,
        typer.Option(
            "--whole",
            help="With --library: also its articles, feeds, follows and settings, as of a server "
            "that the bot has left.",
        ),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --whole: do not ask.")] = False,
) -> None:
    """Forget questions and their answers; the news itself stays, unless you say --whole."""
    if whole:
        if library is None or everything or person is not None or older_than is not None:
            raise typer.BadParameter(OF_A_LIBRARY)
        forget_library(library, yes=yes)
        return
    chosen = any(one is not None for one in (library, person, older_than))
    if everything == chosen:
        raise typer.BadParameter(ALONE if everything else WHICH)
    if person is not None and older_than is not None:
        raise typer.BadParameter(WHOLE)
    settings = load()
    if person is not None:
        screen().lines([Line(Text(_person_forgotten(settings, person, library)))])
        return
    count = _forgotten(settings, library, older_than)
    if everything:
        with suppress(FileNotFoundError):
            (settings.data / "chat_history").unlink()
    told = f"Forgot {plural(count, 'question')}."
    screen().lines([Line(Text(f"{told} {STAYS}" if library and library != SHARED else told))])


def _person_forgotten(settings: Settings, person: str, library: str | None) -> str:
    from retrieval.forgetting import Forgotten, forget_person

    found = in_archive(lambda database: forget_person(database, person, library), settings)
    found = found or Forgotten()
    told = f"Forgot {plural(found.answers, 'question')} and {plural(found.votes, 'vote')}"
    return f"{told}; what they follow goes on as nobody's." if found.follows else f"{told}."


def _forgotten(settings: Settings, library: str | None, older_than: int | None) -> int:
    from retrieval.transcript import Transcript

    def work(database: "Database") -> int:
        transcript = Transcript(database)
        if older_than is None:
            return transcript.forget_library(library)
        return transcript.expire(datetime.now(UTC) - timedelta(days=older_than), library)

    return in_archive(work, settings) or 0
