"""Looks, several times a minute, whose turn it is of what is followed, and posts it."""

import asyncio
import contextlib
import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import discord

from bot.delivery.reaching import FAILED
from bot.following import schedule
from bot.following.places import Closed, place
from bot.following.posts import Post, post_digest, post_topic
from retrieval.follows import Follow, Problem
from retrieval.story.recent import Batches

if TYPE_CHECKING:
    from bot.client import NewsBot

log = logging.getLogger(__name__)

EVERY = 60.0
"""Seconds between two rounds; in one without news, a follow is two look-ups."""
PATIENCE = 10.0
"""Seconds that closing waits for a round to end."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=6)
"""How long a channel that could not be posted to is left alone."""
TOLD_FOR = timedelta(days=60)
"""How long a story counts as told."""


class Posting:
    """A task beside the bot's others, which stops between two posts when the bot does."""

    def __init__(self, bot: "NewsBot", *, every: float = EVERY) -> None:
        self._bot = bot
        self._every = every
        self._follows = bot.desk.archive.follows
        self._task: asyncio.Task[None] | None = None
        self._at_work = asyncio.Lock()
        self._forgot_at: datetime | None = None

    def start(self) -> None:
        """Begin with the rounds."""
        self._task = asyncio.create_task(self._rounds(), name="follows")

    async def close(self) -> None:
        """Wait a little for the round at work, and have no more."""
        if self._task is None:
            return
        if self._at_work.locked():
            await asyncio.wait({self._task}, timeout=PATIENCE)
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def round(self, now: datetime) -> None:
        """Post what is due now, follow after follow; one that fails keeps no other from it."""
        # Where the bot was taken out, or Discord is down, nothing is tried.
        guilds = {self._bot.library(g.id): g for g in self._bot.guilds if not g.unavailable}
        async with self._at_work:
            batches = Batches(self._bot.desk.archive)
            held = await asyncio.to_thread(self._follows.of, guilds)
            # Server by server, for what one of its topics looked at is still held for the next.
            for follow in sorted(held, key=lambda one: one.library):
                if self._bot.stopping.is_set():
                    return
                await self._try(follow, guilds[follow.library], now, batches)
            await self._forget_old(now)

    async def hurry(self) -> None:
        """Have a round now, unless there is one, after which the next comes soon enough."""
        if not self._at_work.locked() and not self._bot.stopping.is_set():
            await self.round(datetime.now(UTC))

    async def _rounds(self) -> None:
        await self._bot.wait_until_ready()
        while not self._bot.stopping.is_set():
            try:
                await self.round(datetime.now(UTC))
            except Exception:
                # The next round may well go better, and the bot answers meanwhile.
                log.exception("A round of the follows went wrong.")
            if not self._bot.stopping.is_set():
                await asyncio.sleep(self._every)

    async def _try(
        self, follow: Follow, guild: discord.Guild, now: datetime, batches: Batches
    ) -> None:
        if follow.retry and now < follow.retry:
            return
        try:
            await self._look(follow, guild, now, batches)
        except (Closed, *FAILED) as error:
            await self._put_off(follow, now, error)
        except Exception as error:
            log.exception("What is followed as %d could not be looked at.", follow.id)
            await self._put_off(follow, now, error)

    async def _look(
        self, follow: Follow, guild: discord.Guild, now: datetime, batches: Batches
    ) -> None:
        turn = self._turn(follow, guild.id, now)
        if turn is None:
            return
        post = Post(self._bot, follow, guild.id, turn, now, batches)
        ready_until = self._follows.ready_until
        until = await asyncio.to_thread(ready_until, post.libraries, follow.seen, now)
        if follow.kind == "topic" and not await self._any_new(post, until):
            if follow.at:
                await asyncio.to_thread(self._follows.done, follow.id, follow.seen, now)
            return
        channel = await place(guild, follow.channel)
        if channel is None:
            return
        # Somebody may have stopped it since the round began, or given it another time.
        if await asyncio.to_thread(self._follows.get, follow.id, follow.library) != follow:
            return
        if follow.kind == "digest":
            await post_digest(post, channel)
        else:
            await post_topic(post, channel, until)

    def _turn(self, follow: Follow, guild_id: int, now: datetime) -> datetime | None:
        if follow.at is None:
            return now
        return schedule.due(follow.at, self._bot.zone(guild_id), follow.posted, now)

    async def _any_new(self, post: Post, until: datetime) -> bool:
        seen = post.follow.seen
        return await asyncio.to_thread(self._follows.any_new, post.libraries, seen, until)

    async def _put_off(self, follow: Follow, now: datetime, error: BaseException) -> None:
        wait = min(FIRST_WAIT * 2 ** min(follow.failures, 10), LONGEST_WAIT)
        log.warning(
            "What is followed as %d cannot be posted in channel %d (%s); trying again in %s.",
            *(follow.id, follow.channel, error, wait),
        )
        await asyncio.to_thread(self._follows.fail, follow.id, _problem(error), now + wait)

    async def _forget_old(self, now: datetime) -> None:
        if self._forgot_at is None or now - self._forgot_at > timedelta(days=1):
            await asyncio.to_thread(self._follows.forget_told, now - TOLD_FOR)
            self._forgot_at = now


def _problem(error: BaseException) -> Problem:
    if isinstance(error, Closed):
        return error.problem
    if isinstance(error, discord.NotFound):
        return "gone"
    return "forbidden" if isinstance(error, discord.Forbidden) else ""
