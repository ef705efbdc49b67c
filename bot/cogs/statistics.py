"""Whose news is held, and how the bot is used: /sources and /stats."""

import asyncio
from datetime import UTC, datetime, timedelta

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.pressing import pressed
from bot.answers.voting import complaints_text
from bot.client import NewsBot
from bot.delivery.replies import Reply
from bot.guild.permissions import staff_only
from bot.markup import pages
from bot.newsroom.article_buttons import messages, paged_view
from bot.newsroom.figures import COMPLAINTS, Used, stats_text
from bot.newsroom.outlet_cards import PAGE, sources_page
from bot.paging import PageButton, page_count, turns
from bot.reading import admit_reader

LONGEST_DAYS = 366


class Statistics(commands.Cog):
    """Counts outlets for everybody, and questions for staff."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot
        if bot.settings.ingest_roles:
            # Discord would hide the command from these roles; our own check still stands.
            self.stats.default_permissions = None

    @app_commands.command()
    @app_commands.guild_only()
    async def sources(self, interaction: discord.Interaction[NewsBot]) -> None:
        """Whose news I have, how much of it, and how new it is."""
        admit_reader(interaction)
        reply = await Reply.to_interaction(interaction, private=True)
        view = await self._sources(interaction, 0)
        await reply.show(view, messages(view))

    @commands.Cog.listener()
    @pressed
    async def on_outlets_page_pressed(
        self, interaction: discord.Interaction[NewsBot], page: int
    ) -> None:
        """Show another page in the place of this one."""
        admit_reader(interaction)
        await interaction.response.defer()
        await interaction.edit_original_response(view=await self._sources(interaction, page))

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.check(staff_only)
    @app_commands.describe(days="The last so many days; 30 if left out")
    async def stats(
        self,
        interaction: discord.Interaction[NewsBot],
        days: app_commands.Range[int, 1, LONGEST_DAYS] = 30,
    ) -> None:
        """How I am used here: questions, votes, speed and cost."""
        reply = await Reply.to_interaction(interaction, private=True)
        library = self.bot.library(interaction.guild_id)
        found = await asyncio.to_thread(self._used, days, library)
        words = self.bot.words(interaction, private=True)
        complaints = complaints_text(found.complaints, interaction.guild_id, words)
        await reply.write(pages("\n".join(filter(None, (stats_text(found, words), complaints)))))

    def _used(self, days: int, library: str) -> Used:
        archive, now = self.bot.desk.archive, datetime.now(UTC)
        since = now - timedelta(days=days)
        asked = archive.statistics.asked(since, library)
        first = now.date() - timedelta(days=days - 1)
        spent = archive.budget.spent(library=library, since=first)
        return Used(days, asked, spent, archive.votes.complaints(since, library, COMPLAINTS))

    async def _sources(
        self, interaction: discord.Interaction[NewsBot], page: int
    ) -> discord.ui.LayoutView:
        libraries = self.bot.libraries(interaction.guild_id)
        held = await asyncio.to_thread(self.bot.desk.archive.statistics.sources, libraries)
        count = page_count(len(held), PAGE)
        page = min(page, count - 1)
        text = sources_page(held, page, self.bot.words(interaction, private=True))
        return paged_view(text, turns("outlets", page, count))


async def setup(bot: NewsBot) -> None:
    """Add the cog and its buttons."""
    bot.add_dynamic_items(PageButton)
    await bot.add_cog(Statistics(bot))
