"""Following topics: /follow for staff, /following for all, and the rounds that post."""

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import NewsBot
from bot.delivery.replies import Reply
from bot.following.adding import (
    AS_THEY_COME,
    Wanted,
    may_post,
    pace_of,
    paces,
    set_up,
    topic_of,
)
from bot.following.buttons import FollowingMenu, StopButton, listed, standings
from bot.following.cards import plain
from bot.following.listing import Lately, following, parted
from bot.following.posting import Posting
from bot.guild.permissions import staff_only
from retrieval.followed import news

LATELY = timedelta(days=7)


class Following(commands.Cog):
    """Posts the news of topics that are followed, and lists these."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot
        self.posting = Posting(bot)
        if bot.settings.ingest_roles:
            # Discord would hide the command from these roles; our own check still stands.
            self.follow.default_permissions = None

    async def cog_load(self) -> None:
        """Begin with the rounds, and know the buttons posted before."""
        self.bot.add_dynamic_items(StopButton, FollowingMenu)
        self.posting.start()

    async def cog_unload(self) -> None:
        """Have no more rounds."""
        await self.posting.close()

    @commands.Cog.listener()
    async def on_news_read(self) -> None:
        """Post what has just come in."""
        await self.posting.hurry()

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.check(staff_only)
    @app_commands.describe(
        topic="What to follow, in a few words, such as “port strike” or a name",
        channel="Where to post; here if left out",
        when="As they come, or daily at a time such as 08:00",
    )
    async def follow(
        self,
        interaction: discord.Interaction[NewsBot],
        topic: app_commands.Range[str, 2, 100],
        channel: discord.TextChannel | None = None,
        when: app_commands.Range[str, 1, 40] = AS_THEY_COME,
    ) -> None:
        """Post new articles about a topic in a channel."""
        words = self.bot.words(interaction, private=True)
        place: Any = channel or interaction.channel
        wanted = Wanted("topic", topic_of(topic, words), place, pace_of(when, words))
        may_post(interaction, wanted.channel, words)
        guild_id = interaction.guild_id
        await set_up(interaction, wanted, words, lambda held: self._lately(held, guild_id))

    @follow.autocomplete("when")
    async def _paces(
        self, interaction: discord.Interaction[NewsBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        # Discord's library checks who may run a command, and not who is offered its options.
        if not self.bot.staff(interaction.user):
            return []
        return paces(typed, self.bot.words(interaction, private=True))

    @app_commands.command()
    @app_commands.guild_only()
    async def following(self, interaction: discord.Interaction[NewsBot]) -> None:
        """Show what is followed here, and where it is posted."""
        words = self.bot.words(interaction, private=True)
        staff = self.bot.staff(interaction.user)
        reply = await Reply.to_interaction(interaction, private=True)
        held = await standings(interaction, words)
        first, *more = list(parted(held, words)) or [[]]
        pages = plain(following(first, words))
        await reply.show(listed(first, interaction.guild, words, staff=staff), pages)
        for part in more:
            if view := listed(part, interaction.guild, words, staff=staff):
                await interaction.followup.send(view=view, ephemeral=True)

    def _lately(self, topic: str, guild_id: int | None) -> Lately:
        """What would have been posted of late; if nothing, whether its words are in older news."""
        archive, libraries = self.bot.desk.archive, self.bot.libraries(guild_id)
        now = datetime.now(UTC)
        found = news(archive, topic, libraries, after=now - LATELY, until=now)
        return Lately(found, 0 if found else len(archive.catalogue.search(topic, libraries).ids))


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Following(bot))
