"""Whether an answer helped: 👍 and 👎 under it, and why it did not."""

import asyncio
import re
from typing import Any, cast

import discord
from discord.ext import commands

from bot.answers.pressing import AnswerGone, kept, pressed
from bot.answers.voting import WHY, reasons_form, said_why
from bot.client import NewsBot
from bot.words import Words, phrase

THANKS = phrase("Thank you. If you change your mind, press the other one.")


class Votes(commands.Cog):
    """Takes one vote a person and answer, which that person may change."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot

    @commands.Cog.listener()
    @pressed
    async def on_helpful_pressed(
        self, interaction: discord.Interaction[NewsBot], answer_id: int
    ) -> None:
        """Take the vote."""
        words = self.bot.words(interaction, private=True)
        await interaction.response.defer(thinking=True, ephemeral=True)
        await self._give(interaction, answer_id, helpful=True)
        await interaction.edit_original_response(content=words(THANKS))

    @commands.Cog.listener()
    @pressed
    async def on_unhelpful_pressed(
        self, interaction: discord.Interaction[NewsBot], answer_id: int
    ) -> None:
        """Ask why, and take the vote whether or not that is told."""
        await kept(interaction, answer_id)
        words = self.bot.words(interaction, private=True)
        # A form must be the first response; and who closes it has said enough.
        await interaction.response.send_modal(reasons_form(answer_id, words))
        await self._give(interaction, answer_id, helpful=False)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[NewsBot]) -> None:
        """Take a reason, also of a form that was opened before a restart."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        found = re.fullmatch(WHY, str(_sent(interaction).get("custom_id")))
        if found:
            await self._take(interaction, int(found["answer"]))

    @pressed
    async def _take(self, interaction: discord.Interaction[NewsBot], answer_id: int) -> None:
        await interaction.response.defer(thinking=True, ephemeral=True)
        reason = said_why(_sent(interaction).get("components"))
        await self._give(interaction, answer_id, helpful=False, reason=reason)
        words = self.bot.words(interaction, private=True)
        await interaction.edit_original_response(content=_thanks(reason, words))

    async def _give(
        self,
        interaction: discord.Interaction[NewsBot],
        answer_id: int,
        *,
        helpful: bool,
        reason: str | None = None,
    ) -> None:
        person = interaction.user.id
        taken = await asyncio.to_thread(
            self.bot.desk.archive.votes.give,
            answer_id,
            str(person),
            self.bot.library(interaction.guild_id, person),
            helpful=helpful,
            reason=reason,
        )
        if not taken:
            raise AnswerGone


def _sent(interaction: discord.Interaction[NewsBot]) -> dict[str, Any]:
    return cast("dict[str, Any]", interaction.data or {})


def _thanks(reason: str | None, words: Words) -> str:
    if reason is None:
        return words(THANKS)
    return words("Thank you, that is noted.")


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Votes(bot))
