"""A desk opened for a terminal command, with a word on what takes so long."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot import settings
from bot.desk import Desk
from bot.screen import Screen


@contextmanager
def opened(screen: Screen, holder: str, *, reindexing: bool = False) -> Iterator[Desk]:
    """The desk of the configured data folder, closed when the command ends."""
    chosen = settings.load()
    with screen.status("opening the archive…") as say:
        desk = Desk.open(
            chosen,
            holder=holder,
            on_progress=lambda what, done, total: say(f"{what} {done:,} of {total:,}…"),
            reindexing=reindexing,
        )
    with desk:
        yield desk
