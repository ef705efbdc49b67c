"""A desk, or the archive alone, opened for a terminal command."""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, TypeVar

from rich.text import Text

from bot.desk import Desk
from bot.screen import Screen
from bot.settings import Settings, load
from retrieval.progress import OnProgress

if TYPE_CHECKING:
    from retrieval.database import Database

T = TypeVar("T")


@contextmanager
def opened(
    screen: Screen,
    holder: str,
    *,
    settings: Settings | None = None,
    reindexing: bool = False,
    logged: bool = False,
) -> Iterator[Desk]:
    """The desk of the configured data folder, closed when the command ends.

    It says what takes so long. A command that has read the settings gives them; one that sets up
    logging of its own says so with `logged`.
    """
    chosen = settings or load()
    if not logged:
        _log_to_file(chosen)
    with screen.status("opening the archive…") as say:
        desk = Desk.open(
            chosen,
            holder=holder,
            on_progress=_told(screen, say),
            reindexing=reindexing,
        )
    with desk:
        yield desk


def in_archive(work: "Callable[[Database], T]", settings: Settings | None = None) -> T | None:
    """Do what the bot need not be stopped for with the archive; None where there is none."""
    # It loads numpy, which help does not need.
    from retrieval.database import Database

    file = (settings or load()).data / "archive.db"
    if not file.exists():
        return None
    # Past the lock on the folder, which is for the vectors: the bot may be running meanwhile.
    with closing(Database(file)) as database:
        return work(database)


def _told(screen: Screen, say: Callable[[str], None]) -> OnProgress:
    """Tell a terminal how far each step is; a log or a pipe hears once that it has begun.

    A step that cannot tell how far it is gets a line of its own: it may come when the words that
    `say` changes are no longer shown.
    """
    begun: set[str] = set()

    def tell(what: str, done: int, total: int) -> None:
        if screen.err.is_terminal and total:
            say(f"{what}: {done:,} of {total:,}…")
        elif what not in begun:
            screen.complain(Text(f"{what}: {total:,}…" if total else f"{what}…"))
        begun.add(what)

    return tell


def _log_to_file(chosen: Settings) -> None:
    # On the screen a log would run through the progress bar.
    handler = logging.FileHandler(chosen.data / "newsdesk.log", encoding="utf-8", delay=True)
    form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(level=logging.WARNING, format=form, handlers=[handler])
