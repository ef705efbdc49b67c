"""Answers whose sources were corrected or went later: their cards say so, by an edit."""

import asyncio
import logging

import discord
from discord.ext import commands

from bot.answers.marking import above, marked, sentence
from bot.client import NewsBot
from bot.delivery.closed import hidden
from bot.delivery.reaching import FAILED, persistently
from retrieval.aftermath import Outdated

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
PACE_SECONDS = 1.2
"""Discord takes about five edits in five seconds; answers at work need them more."""
ARCHIVED = 50083


class Marks(commands.Cog):
    """Looks every minute for answers that what happened to their sources has overtaken."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Begin to look."""
        self._task = asyncio.create_task(self._rounds(), name="marks")

    async def cog_unload(self) -> None:
        """Look no more."""
        self._task.cancel()

    async def _rounds(self) -> None:
        await self.bot.wait_until_ready()
        while not self.bot.stopping.is_set():
            try:
                await self.look()
            except Exception:
                # The next round may well go better.
                log.exception("Marking answers whose sources changed went wrong.")
            await asyncio.sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Mark every answer that is to be marked, one after the other."""
        found = await asyncio.to_thread(self.bot.desk.archive.aftermath.outdated)
        for place, one in enumerate(found):
            if self.bot.stopping.is_set():
                return
            # Where the bot sees nothing now, the mark is made once it does.
            if hidden(self.bot.get_channel(one.posted.channel or 0)):
                continue
            if place:
                await asyncio.sleep(PACE_SECONDS)
            if await self._edit(one):
                await asyncio.to_thread(self.bot.desk.archive.aftermath.mark, one)

    async def _edit(self, one: Outdated) -> bool:
        """Edit the card; False when it is to be tried again."""
        try:
            await persistently(lambda: self._mark(one))
        except FAILED as error:
            final = _final(error)
            told = "cannot be marked" if final else "is marked later"
            log.warning("The answer %d %s: %s", one.posted.message, told, error)
            return final
        return True

    async def _mark(self, one: Outdated) -> None:
        channel = self.bot.get_partial_messageable(one.posted.channel or 0)
        message = await channel.fetch_message(one.posted.message)
        view = marked(one, above(message))
        # An answer that was too long for a card, or is with the mark, is marked by a reply.
        if view is not None and message.flags.components_v2:
            await self._rewrite(channel.get_partial_message(message.id), view)
            return
        reference = message.to_reference(fail_if_not_exists=False)
        nonce = f"{message.id}-{one.fate[0]}"
        await channel.send(sentence(one), reference=reference, nonce=nonce)

    async def _rewrite(self, message: discord.PartialMessage, view: discord.ui.LayoutView) -> None:
        try:
            await message.edit(view=view)
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            # A thread that was silent for long takes no edits; it closes again by itself.
            thread = await self.bot.fetch_channel(message.channel.id)
            if not isinstance(thread, discord.Thread):
                raise
            await thread.edit(archived=False)
            await message.edit(view=view)


def _final(error: BaseException) -> bool:
    """Whether Discord said its last word, such as that the message is gone or out of reach."""
    return isinstance(error, discord.HTTPException) and error.status not in {429, *range(500, 600)}


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Marks(bot))
