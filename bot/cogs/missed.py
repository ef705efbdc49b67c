"""Questions asked while the bot was away, or not let in, or that it could not finish."""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

import discord
from discord.ext import commands
from discord.utils import time_snowflake, utcnow

from bot.client import NewsBot
from bot.cogs.ask import Ask
from bot.delivery.catching_up import Room, by_person, missed_in, rooms_with_news
from bot.delivery.reaching import FAILED, persistently
from bot.delivery.replies import Reply
from bot.words import phrase
from retrieval.mentions import Mention

log = logging.getLogger(__name__)

NOTE = "discord:awake"
LOOK_BACK = timedelta(hours=1)
OVERLAP = timedelta(minutes=3)
"""A dead connection is noticed after a minute or two; what is read twice is answered once."""
EVERY_SECONDS = 60.0
MOST_TRIES = 5
PEOPLE_AT_ONCE, ROOMS_AT_ONCE = 4, 8
PRIVATE_ROOMS = 50
TOO_LATE = phrase("I was restarted while I worked on this; please ask again.")


class Missed(commands.Cog):
    """Knows until when it heard everything, and looks there after an outage.

    Discord sends what happened meanwhile only when it lets the bot resume; after a fresh start,
    or a session it calls invalid, nothing comes by itself.
    """

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot
        self._connected = self._hearing = self._begun = False
        self._away: set[int] = set()
        self._reading = asyncio.Lock()
        self._unread: dict[int, tuple[Room | discord.DMChannel, discord.Object]] = {}
        self.caught_up = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Begin to note that we are here."""
        self._watch = asyncio.create_task(self._keep_watch(), name="note that we are awake")

    async def cog_unload(self) -> None:
        """Stop noting it."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)

    @property
    def _ask(self) -> Ask:
        ask = self.bot.get_cog("Ask")
        assert isinstance(ask, Ask)
        return ask

    @commands.Cog.listener()
    async def on_disconnect(self) -> None:
        """From here on something may be missed."""
        self._connected = self._hearing = False

    @commands.Cog.listener()
    async def on_shard_disconnect(self, shard: int) -> None:
        """One of several connections is lost."""
        self._away.add(shard)

    @commands.Cog.listener()
    async def on_resumed(self) -> None:
        """Discord has sent what came meanwhile."""
        self._connected = not self._away
        self._hearing = self._connected and not self._reading.locked()

    @commands.Cog.listener()
    async def on_shard_resumed(self, shard: int) -> None:
        """The same for one of several connections."""
        self._away.discard(shard)
        await self.on_resumed()

    @commands.Cog.listener()
    async def on_shard_ready(self, shard: int) -> None:
        """One of several connections began anew, of which discord.py calls the bot not ready."""
        self._away.discard(shard)
        if self._begun:
            await self.on_ready()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Answer what came meanwhile, and what was left unfinished."""
        self._begun, self._connected = True, not self._away
        async with self._reading:
            since = await self._awake_until()
            messages = await self._unfinished()
            if since is not None:
                messages += await self._missed(since)
            # The connection may be lost again by now.
            self._hearing = self._connected
        await self._note()
        await self._answer(messages)
        self.caught_up.set()

    async def _awake_until(self) -> datetime | None:
        kept = await asyncio.to_thread(self.bot.desk.note, NOTE)
        if not kept:
            return None
        return max(datetime.fromisoformat(kept) - OVERLAP, utcnow() - LOOK_BACK)

    async def _note(self) -> None:
        if self._hearing and not self.bot.stopping.is_set():
            await asyncio.to_thread(self.bot.desk.set_note, NOTE, utcnow().isoformat())

    async def _keep_watch(self) -> None:
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                await self._note()
                # An answer that Discord did not take is tried again.
                if self._hearing:
                    await self._answer([*await self._unfinished(), *await self._read()])
            except Exception:
                log.exception("Looking after unfinished answers went wrong.")

    async def _missed(self, since: datetime) -> list[discord.Message]:
        after = discord.Object(time_snowflake(since))
        for room in [*rooms_with_news(self.bot, after.id), *await self._private_rooms()]:
            # What could not be read before is read from where that was to begin.
            self._unread.setdefault(room.id, (room, after))
        return await self._read()

    async def _read(self) -> list[discord.Message]:
        """What was written in the rooms that are still to be read; some stay so."""
        at_once = asyncio.Semaphore(ROOMS_AT_ONCE)

        async def read(
            room: Room | discord.DMChannel, after: discord.Object
        ) -> list[discord.Message]:
            try:
                async with at_once:
                    found = await persistently(partial(missed_in, room, after))
            except FAILED as error:
                log.info("Missed questions in %s cannot be read: %s", room, error)
                if not isinstance(error, discord.Forbidden | discord.NotFound):
                    return []
                found = []
            self._unread.pop(room.id, None)
            return found

        parts = await asyncio.gather(*(read(*one) for one in list(self._unread.values())))
        return [message for part in parts for message in part]

    async def _private_rooms(self) -> list[discord.DMChannel]:
        """Direct messages in which something was asked of late: Discord does not list them."""
        if not self.bot.settings.direct_messages:
            return []
        asked = await asyncio.to_thread(self.bot.desk.archive.mentions.rooms, PRIVATE_ROOMS)
        found: list[discord.DMChannel] = []
        for channel_id in asked:
            with suppress(*FAILED):
                if self.bot.get_channel(channel_id) is None:
                    room = await persistently(partial(self.bot.fetch_channel, channel_id))
                    found += [room] if isinstance(room, discord.DMChannel) else []
        return found

    async def _unfinished(self) -> list[discord.Message]:
        found: list[discord.Message] = []
        for mention in await self.bot.taken.unfinished():
            if self._is_closed(mention):
                continue
            try:
                message = await self._fetched(mention)
            except FAILED as error:
                log.info("The question %s cannot be read: %s", mention.message, error)
                continue
            if message is None:
                await self._give_up(mention)
            else:
                found.append(message)
        return found

    def _is_closed(self, mention: Mention) -> bool:
        channel = self.bot.get_channel(mention.channel)
        return channel is not None and self._ask.closed.has(channel, self.bot.loop.time())

    async def _fetched(self, mention: Mention) -> discord.Message | None:
        """The message, or None when it is gone, too old, or has been too much for us."""
        if mention.tries >= MOST_TRIES or mention.taken_at < datetime.now(UTC) - LOOK_BACK:
            return None
        with suppress(discord.NotFound, discord.Forbidden):
            room = await self._room(mention.channel)
            return await room.fetch_message(mention.message)
        return None

    async def _room(self, channel_id: int) -> discord.abc.Messageable:
        # Direct messages are not known by themselves.
        room = self.bot.get_channel(channel_id) or await self.bot.fetch_channel(channel_id)
        assert isinstance(room, discord.abc.Messageable)
        return room

    async def _give_up(self, mention: Mention) -> None:
        await self.bot.taken.give_up(mention)
        if mention.reply and mention.room:
            with suppress(*FAILED):
                room = await self._room(mention.room)
                words = self.bot.words_of(getattr(room, "guild", None))
                await Reply(room, mention.reply).write([words(TOO_LATE)])

    async def _answer(self, messages: Iterable[discord.Message]) -> None:
        """Answer each person's questions one after the other, and a few people's at once."""
        room = asyncio.Semaphore(PEOPLE_AT_ONCE)

        async def answer(questions: list[discord.Message]) -> None:
            async with room:
                for question in questions:
                    # They may be asking again by now, or be answered by an earlier look.
                    await self.bot.turns.free(question.author.id)
                    try:
                        await self._ask.on_message(question)
                    except Exception:
                        log.exception("A missed question could not be answered.")

        await asyncio.gather(*map(answer, by_person(messages)))


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Missed(bot))
