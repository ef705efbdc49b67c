"""A topic over time: /timeline, /changes, and the button that shows the timeline of an answer."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import choices
from bot.answers.asking import in_turn
from bot.answers.pressing import kept, pressed
from bot.answers.streaming import Draft
from bot.answers.topics import Told, Topic, told_changes, told_timeline, topic_of
from bot.client import NewsBot
from bot.delivery.replies import Reply
from bot.faults import explain
from bot.given import worded
from bot.guild.admission import admit
from bot.limits import Limits

if TYPE_CHECKING:
    from bot.desk import Desk

LONGEST = 200
Text = app_commands.Range[str, 2, LONGEST]
When = app_commands.Range[str, 1, 100]


class Stories(commands.Cog):
    """Tells what happened to a topic, and what is new about it."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot

    @app_commands.command()
    @app_commands.describe(
        topic="What it is about, in a few words",
        outlet="Only what this outlet published",
        since="Only what was published since then: 3 May, last week, 2026-05-03",
        until="Only what was published by then",
        private="Show it to you alone",
    )
    @app_commands.autocomplete(outlet=choices.outlets, since=choices.since, until=choices.until)
    async def timeline(
        self,
        interaction: discord.Interaction[NewsBot],
        topic: Text,
        outlet: When | None = None,
        since: When | None = None,
        until: When | None = None,
        private: bool = False,
    ) -> None:
        """Show what happened to a topic, event by event, with its sources."""
        self._admit(interaction, topic)
        limits = await choices.limits(interaction, outlet=outlet, since=since, until=until)
        await self._tell(interaction, topic, limits, told_timeline, private=private)

    @app_commands.command()
    @app_commands.describe(
        topic="What it is about, in a few words",
        since="What was not known before then is new: yesterday, 3 May, 2026-05-03",
        outlet="Only what this outlet published",
        private="Show it to you alone",
    )
    @app_commands.autocomplete(outlet=choices.outlets, since=choices.since)
    async def changes(
        self,
        interaction: discord.Interaction[NewsBot],
        topic: Text,
        since: When,
        outlet: When | None = None,
        private: bool = False,
    ) -> None:
        """Show what is new about a topic since a moment, and what was corrected."""
        self._admit(interaction, topic)
        begins = (await choices.limits(interaction, since=since)).since
        assert begins is not None  # else what was typed is no time, which was said
        limits = await choices.limits(interaction, outlet=outlet)

        def told(desk: "Desk", meant: Topic) -> Told:
            return told_changes(desk, meant, begins)

        await self._tell(interaction, topic, limits, told, private=private)

    @commands.Cog.listener()
    @pressed
    async def on_timeline_pressed(
        self, interaction: discord.Interaction[NewsBot], answer_id: int
    ) -> None:
        """Show the timeline of what an answer is about."""
        words = self.bot.words(interaction, private=True)
        admit(self.bot, interaction.user, interaction.channel, words)
        found = await kept(interaction, answer_id)
        only = Limits(only=found.answer.understood.only)
        await self._tell(interaction, topic_of(found.answer), only, told_timeline, private=True)

    def _admit(self, interaction: discord.Interaction[NewsBot], topic: str) -> None:
        # In direct messages this says that they are not let in, where they are not.
        self.bot.library(interaction.guild_id, interaction.user.id)
        words = self.bot.words(interaction, private=True)
        admit(self.bot, interaction.user, interaction.channel, words)
        worded(topic)

    async def _tell(
        self,
        interaction: discord.Interaction[NewsBot],
        text: str,
        limits: Limits,
        work: "Callable[[Desk, Topic], Told]",
        *,
        private: bool,
    ) -> None:
        """Take the interaction on, and put what was found in its place or why nothing was."""
        bot, person, guild_id = self.bot, interaction.user, interaction.guild_id
        topic = Topic(
            text=text,
            libraries=bot.libraries(guild_id, person.id),
            zone=bot.zone(guild_id),
            words=bot.words(interaction, private=private),
            chosen=limits.chosen(text),
        )
        now, exempt = bot.loop.time(), bot.staff(person)
        with bot.turns.turn(person.id, now, exempt=exempt, guild=guild_id):
            reply = await Reply.to_interaction(interaction, private=private)
            async with bot.working(reply, topic.words):
                try:
                    told = await self._told(reply, topic, work)
                    await reply.show(told.card, told.messages, told.picture)
                except Exception as error:
                    await reply.write([explain(error, interaction.id, words=topic.words)])
                bot.turns.over(person.id)

    async def _told(
        self, reply: Reply, topic: Topic, work: "Callable[[Desk, Topic], Told]"
    ) -> Told:
        async with Draft(reply, words=topic.words, others=self.bot.drafts) as draft:
            return await in_turn(draft, topic.words, self.bot, work, self.bot.desk, topic)


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Stories(bot))
