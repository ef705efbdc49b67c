"""The same question once more, answered only from what is newer than the answer's sources."""

from datetime import timedelta, tzinfo

import discord
from discord.ext import commands

from bot.answers.asking import Question, answer_in
from bot.answers.buttons import newest_cited
from bot.answers.conversations import in_channel, in_private
from bot.answers.pressing import kept, pressed
from bot.client import NewsBot
from bot.delivery.replies import Reply
from bot.guild.admission import admit
from bot.words import phrase
from retrieval.answers import Answer, Understood, Window
from retrieval.errors import NewsdeskError

UNDATED = phrase("None of the sources says when it was published, so nothing is known to be newer.")


class Newer(commands.Cog):
    """Asks again, as a question of who pressed."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot

    @commands.Cog.listener()
    @pressed
    async def on_newer_pressed(
        self, interaction: discord.Interaction[NewsBot], answer_id: int
    ) -> None:
        """Answer in a message of its own, which others see if they see the first answer."""
        bot, person = self.bot, interaction.user
        admit(bot, person, interaction.channel, bot.words(interaction, private=True))
        found = await kept(interaction, answer_id)
        chosen = newer(found.answer, bot.zone(interaction.guild_id))
        private = found.posted is None or found.posted.channel is None
        with bot.turns.turn(
            person.id, bot.loop.time(), exempt=bot.staff(person), guild=interaction.guild_id
        ):
            reply = await Reply.to_interaction(interaction, private=private)
            place = (
                in_private(interaction.id)
                if private
                else in_channel(interaction.channel, reply.message_id)
            )
            asked = Question(
                text=chosen.question,
                person=person.id,
                guild_id=interaction.guild_id,
                conversation=place,
                words=bot.words(interaction, private=private),
                titled=True,
                chosen=chosen,
                private=private,
            )
            await answer_in(reply, asked, bot)


def newer(answer: Answer, zone: tzinfo) -> Understood:
    """The question of an answer, to be answered only from news newer than any it cites.

    Outlets set by hand are set again. A follow-up is asked as it was understood, on its own.
    """
    newest = newest_cited(answer)
    if newest is None:
        raise NewsdeskError(UNDATED)
    meant = answer.understood
    since = newest.astimezone(zone) + timedelta(seconds=1)
    question = meant.question if meant.follow_up else answer.question
    return Understood(question, only=meant.only, windows=(Window(since, None),))


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Newer(bot))
