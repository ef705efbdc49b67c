"""A private answer shown to all in its channel, once, by who asked."""

import asyncio
from typing import Any

import discord
from discord.ext import commands

from bot.answers.buttons import under
from bot.answers.cards import cards, plain
from bot.answers.conversations import in_channel
from bot.answers.pressing import AnswerGone, kept, pressed
from bot.client import NewsBot
from bot.delivery.replies import Reply
from bot.guild.admission import admit
from bot.guild.permissions import NEEDED, lacking, request
from bot.markup import safe
from bot.words import Words, phrase
from retrieval.errors import NewsdeskError
from retrieval.transcript import Kept, Posted

ALREADY = phrase("You have shared this answer already.")
NOT_YOURS = phrase("Only who asked may share an answer.")
NOBODY = phrase("There is nobody here to share it with.")
MAY_NOT = phrase("You may not write here yourself, so I do not in your place.")


class NotShared(NewsdeskError):
    """An answer may not be shared here, or not by this person."""


class Sharing(commands.Cog):
    """Posts a private answer as a public one, with who asked named."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot

    @commands.Cog.listener()
    @pressed
    async def on_share_pressed(
        self, interaction: discord.Interaction[NewsBot], answer_id: int
    ) -> None:
        """Post the answer, unless that was done before."""
        words = self.bot.words(interaction, private=True)
        reply = await Reply.to_interaction(interaction, private=True)
        found = await kept(interaction, answer_id)
        if found.person != str(interaction.user.id):
            raise NotShared(NOT_YOURS)
        admit(self.bot, interaction.user, interaction.channel, words)
        _check(interaction, words)
        library = self.bot.library(interaction.guild_id)
        transcript = self.bot.desk.transcript
        if not await asyncio.to_thread(transcript.share, answer_id, library):
            raise NotShared(ALREADY)
        try:
            shared = await self._post(interaction, found)
        except BaseException:
            await asyncio.to_thread(transcript.unshare, answer_id, library)
            raise
        await reply.write([words("Shared: {link}", link=_address(interaction, shared))])

    async def _post(self, interaction: discord.Interaction[NewsBot], found: Kept) -> Reply:
        words = self.bot.words(interaction)
        by = _byline(interaction.user, words)
        reply = await Reply.to_channel(interaction.channel, by, interaction.id)
        try:
            await self._put(interaction, found, reply, by)
        except BaseException:
            # Who shares it again would else leave a second line without an answer.
            await reply.withdraw()
            raise
        return reply

    async def _put(
        self, interaction: discord.Interaction[NewsBot], found: Kept, reply: Reply, by: str
    ) -> None:
        words, answer = self.bot.words(interaction), found.answer
        # It is an answer of its own from now on: to be asked on from, voted on and marked.
        answer_id = await asyncio.to_thread(
            self.bot.desk.transcript.repeat,
            found.id,
            self.bot.library(interaction.guild_id),
            conversation=in_channel(interaction.channel, reply.message_id),
            posted=Posted(reply.message_id, reply.channel_id, words.language, titled=True),
        )
        if answer_id is None:
            raise AnswerGone

        def buttons() -> list[discord.ui.Item[Any]]:
            return under(answer_id, answer, words, private=False)

        first, *more = cards(answer, *buttons(), asked=answer.question, by=by, words=words)
        told, *rest = plain(answer, asked=answer.question, words=words)
        pages = [by, told, *rest] if len(told) + len(by) > 1990 else [f"{by}\n\n{told}", *rest]
        await reply.show(first, pages, more=more, buttons=buttons())


def _check(interaction: discord.Interaction[NewsBot], words: Words) -> None:
    """Raise NotShared unless both who shares and the bot may write in the channel."""
    if interaction.guild is None or interaction.channel is None:
        raise NotShared(NOBODY)
    thread = isinstance(interaction.channel, discord.Thread)
    if _lacking(interaction.permissions, thread=thread):
        raise NotShared(MAY_NOT)
    if missing := _lacking(interaction.app_permissions, thread=thread):
        raise NotShared(request(missing, words))


def _lacking(granted: discord.Permissions, *, thread: bool) -> list[str]:
    # A message that answers nothing needs no history.
    missing = lacking(granted, thread=thread)
    return [name for name in missing if name != NEEDED["read_message_history"]]


def _byline(person: discord.Member | discord.User, words: Words) -> str:
    told = words("Asked in private and shared by {name}", name=safe(person.display_name))
    return f"-# {told}"


def _address(interaction: discord.Interaction[NewsBot], shared: Reply) -> str:
    guild, channel = interaction.guild_id, shared.channel_id
    return f"https://discord.com/channels/{guild}/{channel}/{shared.message_id}"


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Sharing(bot))
