"""The exact words behind an answer, shown in private to whoever asks for them."""

import asyncio
import re
from typing import Any, Self

import discord
from discord.ext import commands

from bot.answers.buttons import AnswerButton
from bot.answers.pressing import kept, pressed
from bot.answers.quoted import quoted, quoted_card, quoted_messages, quoted_pages
from bot.client import NewsBot
from bot.delivery.replies import Reply
from bot.lasting import Lasting
from bot.words import Words
from retrieval.transcript import Kept


class PageButton(
    Lasting[discord.ui.Button[discord.ui.LayoutView]],
    template=r"nd1:page:(?P<answer>[0-9]{1,18}):(?P<page>[0-9]{1,3})",
):
    """Turns to another page of an answer's sources, from 0."""

    def __init__(self, answer_id: int, page: int, sign: str = "▶", *, open_: bool = True) -> None:
        super().__init__(
            discord.ui.Button(
                label=sign, disabled=not open_, custom_id=f"nd1:page:{answer_id}:{page}"
            )
        )
        self.answer_id = answer_id
        self.page = page

    @classmethod
    def named(cls, match: re.Match[str], /) -> Self:
        """Make it again from its name."""
        return cls(int(match["answer"]), int(match["page"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Say that it was pressed."""
        interaction.client.dispatch("page_pressed", interaction, self.answer_id, self.page)


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
    async def on_page_pressed(
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
    last = len(made) - 1
    page = min(page, last)
    turns: list[discord.ui.Item[Any]] = [
        PageButton(answer_id, max(page - 1, 0), "◀", open_=page > 0),
        PageButton(answer_id, min(page + 1, last), "▶", open_=page < last),
    ]
    place = words("Page {n} of {all}", n=page + 1, all=len(made))
    return quoted_card(made[page], place, turns if last else [])


async def setup(bot: NewsBot) -> None:
    """Add the cog and its buttons."""
    bot.add_dynamic_items(AnswerButton, PageButton)
    await bot.add_cog(Sources(bot))
