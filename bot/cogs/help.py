"""What can be done here: /help."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import NewsBot
from bot.guild.helping import help_for
from bot.markup import pages


class Help(commands.Cog):
    """Tells people what they can do."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot

    @app_commands.command()
    async def help(self, interaction: discord.Interaction[NewsBot]) -> None:
        """What you can do with me here."""
        words = self.bot.words(interaction, private=True)
        told = help_for(self.bot, interaction.user, interaction.guild_id, words)
        first, *more = pages(told)
        await interaction.response.send_message(first, ephemeral=True)
        for page in more:
            await interaction.followup.send(page, ephemeral=True)


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Help(bot))
