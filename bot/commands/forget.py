"""Forget what was asked: all of it, a library's, or what is old."""

from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from rich.text import Text

from bot.screen import screen
from bot.settings import Settings, load
from bot.terminal import Line
from bot.wording import plural

WHICH = "Say what to forget: --all, --library NAME or --older-than DAYS."
ALONE = "--all forgets everything; leave out --library and --older-than, or --all."


def forget(
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="All questions, and the lines typed in the chat.")
    ] = False,
    library: Annotated[
        str | None, typer.Option(metavar="NAME", help="What was asked in this library.")
    ] = None,
    older_than: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS", min=0, max=36_500, help="What was asked longer ago; in any library."
        ),
    ] = None,
) -> None:
    """Forget questions and their answers; the news itself stays."""
    chosen = library is not None or older_than is not None
    if everything == chosen:
        raise typer.BadParameter(ALONE if everything else WHICH)
    settings = load()
    count = _forgotten(settings, library, older_than)
    if everything:
        with suppress(FileNotFoundError):
            (settings.data / "chat_history").unlink()
    screen().lines([Line(Text(f"Forgot {plural(count, 'question')}."))])


def _forgotten(settings: Settings, library: str | None, older_than: int | None) -> int:
    from retrieval.database import Database
    from retrieval.transcript import Transcript

    file = settings.data / "archive.db"
    if not file.exists():
        return 0
    # Past the lock on the folder, which is for the vectors: the bot may be running meanwhile.
    with closing(Database(file)) as database:
        transcript = Transcript(database)
        if older_than is None:
            return transcript.forget_library(library)
        return transcript.expire(datetime.now(UTC) - timedelta(days=older_than), library)
