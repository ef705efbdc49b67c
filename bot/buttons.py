"""The buttons under an answer; they work as long as it is kept, as they name it."""

import asyncio
import re
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.cards import quotes
from bot.faults import tell
from bot.words import Words
from retrieval.news import Answer

if TYPE_CHECKING:
    from bot.client import NewsBot

GONE = "This answer’s sources were forgotten."


def under(
    answer_id: int,
    answer: Answer,
    words: Words,
    *,
    private: bool,  # noqa: ARG001
) -> list[discord.ui.Item[Any]]:
    """The buttons that make sense under an answer."""
    return [QuotesButton(answer_id)] if answer.citations else []


class QuotesButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.LayoutView]],
    # The version leads, so that a later form can live beside the buttons already posted.
    template=r"nd1:quotes:(?P<answer>[0-9]{1,18})",
):
    """Shows, to who presses it, the exact words that an answer cites."""

    def __init__(self, answer_id: int) -> None:
        super().__init__(
            discord.ui.Button(
                label="Quotes",
                style=discord.ButtonStyle.secondary,
                custom_id=f"nd1:quotes:{answer_id}",
            )
        )
        self.answer_id = answer_id

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003  (discord.py hands them over)
        item: discord.ui.Item[Any],  # noqa: ARG003  (the same)
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the button again from its name, also after a restart."""
        return cls(int(match["answer"]))

    async def callback(self, interaction: "discord.Interaction[NewsBot]") -> None:  # type: ignore[override] # our own bot
        """Answer privately; discord.py would only log what goes wrong here."""
        try:
            await self._show(interaction)
        except Exception as error:
            await tell(interaction, error)

    async def _show(self, interaction: "discord.Interaction[NewsBot]") -> None:
        await interaction.response.defer(thinking=True, ephemeral=True)
        bot = interaction.client
        library = bot.library(interaction.guild_id)
        answer = await asyncio.to_thread(bot.desk.transcript.recall, self.answer_id, library)
        first, *more = quotes(answer) if answer else [GONE]
        await interaction.edit_original_response(content=first)
        for page in more:
            await interaction.followup.send(page, ephemeral=True)
