"""Digests: /digest now for all who may ask, /digest daily for staff."""

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import choices
from bot.answers.asking import in_turn
from bot.answers.streaming import Draft
from bot.client import NewsBot
from bot.delivery.replies import Reply
from bot.faults import explain
from bot.following.adding import Wanted, may_post, set_up, time_of, times, topic_of
from bot.following.cards import card, plain
from bot.following.digest_cards import digest_blocks
from bot.guild.admission import admit
from bot.guild.permissions import staff_only
from bot.limits import Limits
from bot.words import IN_ENGLISH, Words, phrase
from retrieval.errors import NewsdeskError
from retrieval.story.digest import Digest, digest

A_DAY = timedelta(days=1)
FARTHEST = timedelta(days=31)
TOO_FAR = phrase("A digest tells of {days} days at most; `/timeline` goes further back.")


@app_commands.guild_only()
class Digests(commands.GroupCog, group_name="digest", group_description="The news in short"):
    """Tells the stories of a stretch of time, the most covered first."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot

    @app_commands.command()
    @app_commands.describe(
        topic="What it is to be about; all the news if left out",
        since="Since when, such as yesterday or 3 May; the last 24 hours if left out",
        private="Show it to you alone",
    )
    async def now(
        self,
        interaction: discord.Interaction[NewsBot],
        topic: app_commands.Range[str, 2, 100] | None = None,
        since: app_commands.Range[str, 1, 60] | None = None,
        private: bool = False,
    ) -> None:
        """Tell the news of the last 24 hours in short, with its sources."""
        bot, person = self.bot, interaction.user
        words = bot.words(interaction, private=private)
        admit(bot, person, interaction.channel, bot.words(interaction, private=True))
        about = topic_of(topic, words) if topic else ""
        begins = self._since(since, interaction.guild_id, words)
        now, guild_id = bot.loop.time(), interaction.guild_id
        with bot.turns.turn(person.id, now, exempt=bot.staff(person), guild=guild_id):
            reply = await Reply.to_interaction(interaction, private=private)
            async with bot.working(reply, words):
                try:
                    found = await self._found(reply, words, about, begins, guild_id)
                    blocks = digest_blocks(found, words)
                    await reply.show(card(blocks), plain(blocks))
                except Exception as error:
                    await reply.write([explain(error, interaction.id, words=words)])
                bot.turns.over(person.id)

    @now.autocomplete("since")
    async def _beginnings(
        self, interaction: discord.Interaction[NewsBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        proposed = await choices.since(interaction, typed)
        return [one for one in proposed if self._reaches(one.value, interaction.guild_id)]

    @app_commands.command()
    @app_commands.check(staff_only)
    @app_commands.describe(
        at="The time of the day, such as 08:00 or 8 pm",
        channel="Where to post; here if left out",
        topic="What it is to be about; all the news if left out",
    )
    async def daily(
        self,
        interaction: discord.Interaction[NewsBot],
        at: app_commands.Range[str, 1, 40],
        channel: discord.TextChannel | None = None,
        topic: app_commands.Range[str, 2, 100] | None = None,
    ) -> None:
        """Post the news in short in a channel, every day."""
        words = self.bot.words(interaction, private=True)
        place: Any = channel or interaction.channel
        about = topic_of(topic, words) if topic else ""
        wanted = Wanted("digest", about, place, time_of(at, words))
        may_post(interaction, place, words)
        await set_up(interaction, wanted, words)

    @daily.autocomplete("at")
    async def _times(
        self, interaction: discord.Interaction[NewsBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        if not self.bot.staff(interaction.user):
            return []
        return times(typed, self.bot.words(interaction, private=True))

    def _since(self, written: str | None, guild_id: int | None, words: Words) -> datetime:
        now = datetime.now(self.bot.zone(guild_id))
        since = Limits().begun(written, now).since if written else now - A_DAY
        assert since is not None  # else what was typed is no time, which was said
        if now - since > FARTHEST:
            raise NewsdeskError(words(TOO_FAR, days=FARTHEST.days))
        return since

    def _reaches(self, written: str, guild_id: int | None) -> bool:
        """Whether a digest can begin then: what would be refused is not proposed."""
        try:
            self._since(written, guild_id, IN_ENGLISH)
        except NewsdeskError:
            return False
        return True

    async def _found(
        self, reply: Reply, words: Words, topic: str, since: datetime, guild_id: int | None
    ) -> Digest:
        async with Draft(reply, words=words, others=self.bot.drafts) as draft:
            return await in_turn(draft, words, self.bot, self._digest, topic, since, guild_id)

    def _digest(self, topic: str, since: datetime, guild_id: int | None) -> Digest:
        return digest(
            self.bot.desk.archive,
            self.bot.libraries(guild_id),
            since=since,
            until=datetime.now(UTC),
            zone=self.bot.zone(guild_id),
            topic=topic,
        )


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Digests(bot))
