"""Forget a library whole, as of a server that sent the bot away for good: `forget --whole`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer
from rich.text import Text

from bot.commands.opening import in_archive, opened
from bot.screen import Screen, screen
from bot.settings import load
from bot.terminal import Line
from bot.wording import plural
from ingest.text import one_line
from retrieval.errors import NewsdeskError
from retrieval.news import SHARED

if TYPE_CHECKING:
    from bot.desk import Desk

SHARED_STAYS = (
    "The shared library is every server's: remove its articles with “newsdesk articles remove”."
)
SPENT = "What a chat model cost there stays as a number, for “newsdesk spending”."
_AT_ONCE, _LAST = 200, 2**62


@dataclass(frozen=True, slots=True)
class _Held:
    articles: int
    feeds: int
    follows: int

    @property
    def told(self) -> str:
        counts = ((self.articles, "article"), (self.feeds, "feed"), (self.follows, "topic"))
        *first, last = (plural(number, noun) for number, noun in counts)
        return f"{', '.join(first)} and {last} followed"


def forget_library(library: str, *, yes: bool) -> None:
    """Remove a library's articles, feeds, follows, settings and all that was asked there."""
    if library == SHARED:
        raise NewsdeskError(SHARED_STAYS)
    here, settings = screen(), load()
    if not (settings.data / "archive.db").exists():
        here.lines([Line(Text(f"Nothing is kept of {one_line(library)}."))])
        return
    # With the lock on the folder: a running bot would write its settings of the server back.
    with opened(here, "newsdesk forget", settings=settings) as desk:
        held = _held(desk, library)
        if not yes:
            ask = f"Remove {held.told}, the settings and all that was asked of {one_line(library)}?"
            typer.confirm(ask, abort=True)
        _remove_articles(here, desk, library, held.articles)
    from retrieval.forgetting import forget_library as forget_rest

    in_archive(lambda database: forget_rest(database, library, _note(library)), settings)
    here.lines([Line(Text(f"Forgot {one_line(library)} with {held.told}. {SPENT}"))])


def _held(desk: "Desk", library: str) -> _Held:
    archive = desk.archive
    withdrawn = archive.articles([library], limit=_LAST, withdrawn=True)
    articles = archive.holdings([library]).articles + len(withdrawn)
    return _Held(articles, len(archive.feeds.all({library})), len(archive.follows.of([library])))


def _remove_articles(here: Screen, desk: "Desk", library: str, count: int) -> None:
    with here.progress() as bar:
        task = bar.add_task("removing", total=count, counts="")
        for withdrawn in (False, True):
            # The newest first, so that what ran a text again goes before the text.
            while some := desk.archive.articles([library], limit=_AT_ONCE, withdrawn=withdrawn):
                for article in some:
                    desk.archive.remove(article.id, [library])
                    bar.advance(task)


def _note(library: str) -> str | None:
    """Under which name the settings of a server are kept."""
    from bot.guild.guilds import NOTE

    server = library.removeprefix("guild-")
    return f"{NOTE}{server}" if server != library else None
