"""Forms that the bot knows no more: who sends one hears so, and gets back what was typed."""

import io
from collections.abc import Iterator
from typing import Any, cast

import discord
from discord.ext import commands

from bot.answers.pressing import pressed
from bot.client import NewsBot
from bot.markup import safe
from bot.newsroom.pasting import FILE, KEPT
from bot.words import Words, phrase

LASTING = "nd1:"
"""How the names of forms begin that tell all that is needed of them."""
LOST = phrase("I was restarted since, or that form was open for very long; please open it again.")
_SHORT = 300


class Forms(commands.Cog):
    """Answers forms that were open across a restart or too long; Discord would show a fault."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[NewsBot]) -> None:
        """Give back what was typed, if nobody else takes it."""
        if interaction.type is discord.InteractionType.modal_submit and not self._taken(
            interaction
        ):
            await self._give_back(interaction)

    def _taken(self, interaction: discord.Interaction[NewsBot]) -> bool:
        name = _sent(interaction).get("custom_id", "")
        # discord.py (2.7.1) drops those that it does not know without a word.
        known = self.bot._connection._view_store._modals  # noqa: SLF001  (nothing public names them)
        return name.startswith(LASTING) or name in known or interaction.response.is_done()

    @pressed
    async def _give_back(self, interaction: discord.Interaction[NewsBot]) -> None:
        words = self.bot.words(interaction, private=True)
        typed = "\n\n".join(_typed(_sent(interaction).get("components")))
        await interaction.response.send_message(**told(typed, words), ephemeral=True)


def told(typed: str, words: Words) -> dict[str, Any]:
    """The message that says so, with what was typed in it or, when that is long, beside it."""
    if len(typed) > _SHORT:
        file = discord.File(io.BytesIO(typed.encode()), FILE)
        return {"content": f"{words(LOST)} {words(KEPT)}", "file": file}
    quoted = [f"> {safe(line)}" for line in typed.splitlines() if line.strip()]
    return {"content": "\n".join([words(LOST), *quoted])}


def _sent(interaction: discord.Interaction[NewsBot]) -> dict[str, Any]:
    return cast("dict[str, Any]", interaction.data or {})


def _typed(components: object) -> Iterator[str]:
    """What stands in the fields of a form that people write in."""
    for part in components if isinstance(components, list) else []:
        value = part.get("component", part).get("value")
        if isinstance(value, str) and value.strip():
            yield value.strip()


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Forms(bot))
