"""The exact words behind an answer, shown in private to whoever asks for them."""

import asyncio

import discord
from discord.ext import commands

from bot.answers.buttons import AnswerButton
from bot.answers.pressing import kept, pressed
from bot.answers.quoted import quoted, quoted_card, quoted_messages, quoted_pages
from bot.client import NewsBot
from bot.delivery.replies import Reply
from bot.paging import PageButton, turns
from bot.words import Words
from retrieval.transcript import Kept


class Sources(commands.Cog):
    """Shows what an answer quotes, in the sentences around it."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot

    @commands.Cog.listener()
    @pressed
    async def on_quotes_pressed(
        self, interaction: discord.Interaction[NewsBot], answer_id: int
    ) -> None:
        """Show the first page."""
        words = self.bot.words(interaction, private=True)
        reply = await Reply.to_interaction(interaction, private=True)
        found = await kept(interaction, answer_id)
        made = await self._pages(interaction, found, words)
        await reply.show(_card(answer_id, made, 0, words), quoted_messages(made))

    @commands.Cog.listener()
    @pressed
    async def on_sources_page_pressed(
        self, interaction: discord.Interaction[NewsBot], answer_id: int, page: int
    ) -> None:
        """Show another page in the place of this one."""
        words = self.bot.words(interaction, private=True)
        await interaction.response.defer()
        found = await kept(interaction, answer_id)
        made = await self._pages(interaction, found, words)
        await interaction.edit_original_response(view=_card(answer_id, made, page, words))

    async def _pages(
        self, interaction: discord.Interaction[NewsBot], found: Kept, words: Words
    ) -> list[list[str]]:
        libraries = self.bot.libraries(interaction.guild_id, interaction.user.id)
        archive = self.bot.desk.archive
        placed = await asyncio.to_thread(quoted, archive, found.answer, libraries)
        return quoted_pages(placed, words)


def _card(
    answer_id: int, made: list[list[str]], page: int, words: Words
) -> discord.ui.LayoutView | None:
    if not made:
        return None
    count, page = len(made), min(page, len(made) - 1)
    place = words("Page {n} of {all}", n=page + 1, all=count)
    return quoted_card(made[page], place, turns("sources", page, count, of=answer_id))


async def setup(bot: NewsBot) -> None:
    """Add the cog and its buttons."""
    bot.add_dynamic_items(AnswerButton, PageButton)
    await bot.add_cog(Sources(bot))
