"""Questions asked while the bot was away: read once it is back."""

import asyncio
import json
import logging
from datetime import timedelta

import discord
from discord.ext import commands
from discord.utils import utcnow

from bot.client import NewsBot
from bot.cogs.ask import Ask
from bot.replies import FAILED

log = logging.getLogger(__name__)

NOTE = "discord:last-questions"
LOOK_BACK = timedelta(hours=1)
CHANNELS = 50
MESSAGES = 50


class Missed(commands.Cog):
    """Remembers where it was last asked, and looks there after an outage.

    Discord sends what happened meanwhile only when it lets the bot resume; after a fresh start,
    or a session it calls invalid, nothing comes by itself.
    """

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot
        self._last: dict[str, int] = {}
        self._writing = asyncio.Lock()

    async def cog_load(self) -> None:
        """Read where the bot was asked before it stopped."""
        kept = await asyncio.to_thread(self.bot.desk.note, NOTE)
        self._last = json.loads(kept) if kept else {}

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Keep the newest question of each channel."""
        if message.guild is None or self.bot.user not in message.mentions:
            return
        channel = str(message.channel.id)
        if self.bot.stopping.is_set():
            # Nobody answers it now, so it must count as missed, even in a new channel.
            self._last.setdefault(channel, message.id - 1)
        else:
            self._last[channel] = max(self._last.pop(channel, 0), message.id)
        for oldest in list(self._last)[:-CHANNELS]:
            del self._last[oldest]
        async with self._writing:
            await asyncio.to_thread(self.bot.desk.set_note, NOTE, json.dumps(self._last))

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Answer newer questions in the channels known."""
        for channel_id, seen in list(self._last.items()):
            channel = self.bot.get_channel(int(channel_id))
            if isinstance(channel, discord.TextChannel | discord.Thread):
                try:
                    await self._catch_up(channel, seen)
                except FAILED as error:
                    log.info("Missed questions in %s cannot be read: %s", channel, error)

    async def _catch_up(self, channel: discord.TextChannel | discord.Thread, seen: int) -> None:
        since = max(seen, discord.utils.time_snowflake(utcnow() - LOOK_BACK))
        ask = self.bot.get_cog("Ask")
        async for message in channel.history(
            limit=MESSAGES, after=discord.Object(since), oldest_first=True
        ):
            if self.bot.user in message.mentions and isinstance(ask, Ask):
                # One after the other: a person has one question at work at a time.
                await self.on_message(message)
                await ask.on_message(message)


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Missed(bot))
