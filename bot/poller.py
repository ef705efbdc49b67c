"""What goes on beside the answers: feeds looked at every minute, old questions forgotten."""

import asyncio
import contextlib
import logging
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bot.wording import plural
from ingest.feeds.polling import Check, Look, check_due
from ingest.feeds.revisiting import revisit
from ingest.report import Outcome
from ingest.text import one_line
from retrieval.news import SHARED

if TYPE_CHECKING:
    from bot.client import NewsBot

log = logging.getLogger(__name__)

EVERY = 60.0
"""Seconds between two rounds; a round that takes longer is waited for."""

TOLD_AT = 5
"""At so many failures in a row, a feed is worth a line in the log: fewer are an ordinary day."""

PATIENCE = 10.0
"""Seconds that closing waits for a round to end."""


class Poller:
    """A task beside the bot's others; it stops between two articles when the bot does."""

    def __init__(self, bot: "NewsBot", *, every: float = EVERY) -> None:
        self._bot = bot
        self._every = every
        self._task: asyncio.Task[None] | None = None
        self._at_work = False
        self._forgot_on: date | None = None

    def start(self) -> None:
        """Begin with the rounds."""
        self._task = asyncio.create_task(self._rounds(), name="feeds")

    async def close(self) -> None:
        """Wait a little for the round at work, and have no more."""
        if self._task is None:
            return
        # The bot is stopping by now, which a round heeds by itself; between two there is no wait.
        if self._at_work:
            await asyncio.wait({self._task}, timeout=PATIENCE)
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def _rounds(self) -> None:
        stopping = self._bot.stopping
        while not stopping.is_set():
            try:
                await self._bot.wait_until_ready()
                self._at_work = True
                if await asyncio.to_thread(self._round, self._libraries()):
                    self._bot.dispatch("news_read")
            except Exception:
                # The next round may well go better, and the bot answers meanwhile.
                log.exception("A round of the feeds went wrong.")
            self._at_work = False
            if not stopping.is_set():
                await asyncio.sleep(self._every)

    def _libraries(self) -> frozenset[str]:
        return frozenset({SHARED, *(self._bot.library(guild.id) for guild in self._bot.guilds)})

    def _round(self, libraries: frozenset[str]) -> bool:
        """Look at the feeds and the recent articles; whether there is news."""
        self._forget_old()
        ingester, stopping = self._bot.desk.ingester, self._bot.stopping.is_set
        now = datetime.now(UTC)
        # The feeds of a server that sent the bot away wait, should it come back.
        due = [
            feed
            for feed in self._bot.desk.archive.feeds.due(now)
            if feed.library in libraries or not feed.library.startswith("guild-")
        ]
        checks = check_due(Look(ingester, now, cancelled=stopping), due)
        for check in checks:
            tell(check)
        came = any(check.summary.count(Outcome.NEW) for check in checks)
        if stopping():
            return came
        found = revisit(ingester, libraries, datetime.now(UTC), cancelled=stopping)
        revised, gone = found.count(Outcome.REVISED), found.count(Outcome.WITHDRAWN)
        if revised or gone:
            log.info("Looked at recent articles again: %d revised, %d withdrawn.", revised, gone)
        return came

    def _forget_old(self) -> None:
        """Once a day, forget what was asked too long ago."""
        today = datetime.now(UTC).date()
        if self._forgot_on != today:
            self._bot.desk.forget_old()
            self._forgot_on = today


def tell(check: Check) -> None:
    """Write what is worth knowing of a look at a feed into the log."""
    feed, before = check.feed, check.before
    name = one_line(feed.title or feed.url)
    if feed.failures == TOLD_AT and before.failures < TOLD_AT:
        log.warning("The feed %s has failed %d times: %s", name, TOLD_AT, check.error)
    elif feed.state == "ok" and before.failures >= TOLD_AT:
        log.info("The feed %s works again.", name)
    came = check.summary.count(Outcome.NEW)
    if came:
        log.info("The feed %s brought %s.", name, plural(came, "new article"))
