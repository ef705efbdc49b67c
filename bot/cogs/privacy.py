"""What the bot remembers of a person, forgotten when that person says so."""

import asyncio

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import NewsBot
from bot.wording import plural

NOTHING = "I keep no question of yours from this server."


class Privacy(commands.Cog):
    """Forgets what somebody asked."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot

    @app_commands.command()
    async def forget(self, interaction: discord.Interaction[NewsBot]) -> None:
        """Forget what you asked me in this server."""
        library = self.bot.library(interaction.guild_id)
        await interaction.response.defer(thinking=True, ephemeral=True)
        person = str(interaction.user.id)
        count = await asyncio.to_thread(self.bot.desk.transcript.forget_person, person, library)
        await interaction.edit_original_response(content=forgotten(count))


def forgotten(count: int) -> str:
    """What went, and what stays in spite of it."""
    if not count:
        return NOTHING
    return (
        f"I have forgotten {plural(count, 'question')} of yours and what I answered. "
        "The messages themselves stay in Discord until they are deleted."
    )


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Privacy(bot))
