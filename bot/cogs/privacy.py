"""What the bot keeps of a person: told, and forgotten when that person says so."""

import asyncio

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import NewsBot
from bot.guild.privacy import forgotten, privacy
from bot.markup import pages


class Privacy(commands.Cog):
    """Tells what is kept of who asks, and forgets it."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot

    @app_commands.command()
    async def privacy(self, interaction: discord.Interaction[NewsBot]) -> None:
        """What I keep of you, who sees it, and how to have it forgotten."""
        words = self.bot.words(interaction, private=True)
        first, *more = pages(privacy(self.bot.settings, words))
        await interaction.response.send_message(first, ephemeral=True)
        for page in more:
            await interaction.followup.send(page, ephemeral=True)

    @app_commands.command(name="forget-me")
    @app_commands.describe(everywhere="In every server and in direct messages, not only here")
    async def forget_me(
        self, interaction: discord.Interaction[NewsBot], everywhere: bool = False
    ) -> None:
        """Forget what you asked me, your votes, and that it was you."""
        person, guild_id = interaction.user.id, interaction.guild_id
        library = None if everywhere else self.bot.library(guild_id, person)
        await interaction.response.defer(thinking=True, ephemeral=True)
        # First those at work: what they add from now on is not kept.
        awaited = self.bot.in_hand.forget(person, guild_id, everywhere=everywhere)
        archive = self.bot.desk.archive
        found = await asyncio.to_thread(archive.forget_person, str(person), library)
        words = self.bot.words(interaction, private=True)
        spent = self.bot.settings.chat_model is not None
        await interaction.edit_original_response(
            content=forgotten(found, words, awaited=awaited, spent=spent, everywhere=everywhere)
        )


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Privacy(bot))
