"""Questions: by mention, by reply and with /ask."""

import logging
from contextlib import suppress
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.abc import Snowflake
from discord.ext import commands

from bot import choices
from bot.answers.asking import GETTING_READY, SEARCHING, Question, answer_in, small_talk
from bot.answers.conversations import in_channel, in_private
from bot.answers.hearing import asks_us, mentions_us, question_of
from bot.answers.rooms import (
    Context,
    context_of,
    lacking_for_thread,
    thread_for,
    wants_thread,
)
from bot.answers.subject import asked_about
from bot.answers.turns import NotYourTurn, Once
from bot.client import SERVERS_ONLY, NewsBot
from bot.delivery.closed import Closed, obstacle
from bot.delivery.reaching import PASSING, gone, unreached
from bot.delivery.replies import Reply
from bot.delivery.taken import Claim
from bot.faults import explain
from bot.given import worded
from bot.guild.admission import NotAdmitted, admit
from bot.guild.helping import help_for
from bot.markup import pages
from bot.words import phrase
from retrieval.errors import NewsdeskError

if TYPE_CHECKING:
    from discord.abc import MessageableChannel

log = logging.getLogger(__name__)

LONGEST = 500
TOO_LONG = phrase("That is a long one: please ask in at most {longest} characters.")
REFUSED_AGAIN, DIRECT_AGAIN = 600.0, 3600.0
"""Seconds after which a person is told once more where, or of whom, no question is answered."""


class Ask(commands.Cog):
    """Answers questions from the news, each sentence with its sources."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot
        self.closed = Closed()
        self._threadless: set[int] = set()
        self._refused, self._directed = Once(REFUSED_AGAIN), Once(DIRECT_AGAIN)

    @app_commands.command()
    @app_commands.describe(
        question="What do you want to know about the news?",
        outlet="Only news of this outlet",
        since="Only news published since then: 2026-05-03, 3 May or last week",
        until="Only news published until then",
        private="Show the answer to you alone",
    )
    @app_commands.autocomplete(outlet=choices.outlets, since=choices.since, until=choices.until)
    async def ask(
        self,
        interaction: discord.Interaction[NewsBot],
        question: app_commands.Range[str, 2, LONGEST],
        outlet: app_commands.Range[str, 1, 100] | None = None,
        since: app_commands.Range[str, 1, 100] | None = None,
        until: app_commands.Range[str, 1, 100] | None = None,
        private: bool = False,
    ) -> None:
        """Ask the news a question."""
        bot, person, guild_id = self.bot, interaction.user, interaction.guild_id
        bot.library(guild_id, person.id)
        admit(bot, person, interaction.channel, bot.words(interaction, private=True))
        worded(question)
        limits = await choices.limits(interaction, outlet=outlet, since=since, until=until)
        staff = bot.staff(person)
        with bot.turns.turn(person.id, bot.loop.time(), exempt=staff, guild=guild_id):
            reply = await Reply.to_interaction(interaction, private=private)
            words = bot.words(interaction, private=private)
            if said := small_talk(question, guild_id, words):
                await reply.write([said])
                return
            asked = Question(
                text=question,
                person=person.id,
                guild_id=guild_id,
                conversation=_conversation(interaction, reply, private=private),
                words=words,
                titled=True,
                chosen=limits.chosen(question),
                private=private,
            )
            await answer_in(reply, asked, bot)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer who mentions the bot or replies to it, or asks where no mention is due."""
        if self.bot.stopping.is_set() or not asks_us(message, self.bot):
            return
        if why := obstacle(message.channel):
            self.closed.tell(message.channel, why)
            await self._put_off(message)
            return
        # A message may come twice: live, and again when missed ones are read.
        async with self.bot.taken.taking(message) as claim:
            if claim is not None:
                await self._answer_if_let(message, claim)

    async def _put_off(self, message: discord.Message) -> None:
        """Have a question answered once the channel is open, if that is soon and its turn now."""
        bot, person, now = self.bot, message.author, self.bot.loop.time()
        guild_id = message.guild.id if message.guild else None
        turn = bot.turns.turn(person.id, now, exempt=bot.staff(person), guild=guild_id)
        with suppress(NotYourTurn), turn:
            await bot.taken.put_off(message)

    async def _answer_if_let(self, message: discord.Message, claim: Claim) -> None:
        try:
            await self._answer(message, claim)
        except discord.Forbidden as error:
            self.closed.refused(message.channel, error.text, self.bot.loop.time())
            # A server may let it in again; who takes no direct messages is left alone.
            if message.guild is not None:
                raise
        else:
            self.closed.opened(message.channel)

    async def _answer(self, message: discord.Message, claim: Claim) -> None:
        bot, person = self.bot, message.author
        guild_id = message.guild.id if message.guild else None
        # One that is tried again was counted the first time.
        exempt = bot.staff(person) or claim.mention.tries > 1
        try:
            self._admit(message)
            with bot.turns.turn(person.id, bot.loop.time(), exempt=exempt, guild=guild_id):
                await self._take(message, claim)
        except Exception as error:
            if gone(error):
                log.info("The channel of the question %s is gone.", message.id)
                return
            if unreached(error):
                # The same question is tried again later, in the same reply.
                raise
            if self._is_told(message, error):
                words = bot.words(message)
                await Reply.to_message(message, explain(error, message.id, words=words), claim)

    def _admit(self, message: discord.Message) -> None:
        admit(self.bot, message.author, message.channel, self.bot.words(message))
        if message.guild is None and not self.bot.settings.direct_messages:
            raise NotAdmitted(SERVERS_ONLY)

    def _is_told(self, message: discord.Message, error: Exception) -> bool:
        """Whether a failure is said aloud: who asks on and on hears the same once."""
        if isinstance(error, NotYourTurn):
            return not error.told
        if not isinstance(error, NotAdmitted):
            return True
        if message.guild is not None and not mentions_us(message, self.bot):
            return False
        once = self._refused if message.guild else self._directed
        return once.due(message.author.id, message.channel.id, self.bot.loop.time())

    async def _take(self, message: discord.Message, claim: Claim) -> None:
        bot, text, words = self.bot, question_of(message), self.bot.words(message)
        context = await context_of(message, bot)
        if not text and not context.about:
            guild_id = message.guild.id if message.guild else None
            told = help_for(bot, message.author, guild_id, words)
            await Reply.to_message(message, pages(told)[0], claim)
            return
        if said := small_talk(text, message.guild.id if message.guild else None, words):
            await Reply.to_message(message, said, claim)
            return
        if len(text) > LONGEST:
            raise NewsdeskError(phrase(TOO_LONG, longest=LONGEST))
        question = asked_about(text, context.about, words) if context.about else worded(text)
        room = await self._room(message, question, context)
        # Typing is a courtesy: the answer does not depend on it. It is shown once, until the line
        # is there: discord.py would hold every request back for ever if one of those that go on
        # with it were cancelled while it waits out a global rate limit.
        with suppress(*PASSING):
            await room.typing()
        line = SEARCHING if bot.warm else GETTING_READY
        reply = await Reply.to_message(message, words(line), claim, room)
        asked = Question(
            text=question,
            person=message.author.id,
            guild_id=message.guild.id if message.guild else None,
            conversation=_carried_on(context, message, room),
            words=words,
            titled=question != text,
            about=context.about,
        )
        await answer_in(reply, asked, bot)

    async def _room(
        self,
        message: discord.Message,
        question: str,
        context: Context,
    ) -> "MessageableChannel":
        """The place for the answer: a thread of its own where the guild wants that, or in place."""
        channel = message.channel
        # What carries an answer in the channel on stays beside it.
        if context.conversation or not wants_thread(message, self.bot):
            return channel
        assert isinstance(channel, discord.TextChannel)
        missing = lacking_for_thread(channel)
        if not missing:
            self._threadless.discard(channel.id)
            return await thread_for(message, question, self.bot) or channel
        if channel.id not in self._threadless:
            self._threadless.add(channel.id)
            why = " and ".join(missing)
            log.warning("No threads in %s of %s: my role lacks %s.", channel, channel.guild, why)
        return channel


def _carried_on(context: Context, message: discord.Message, room: Snowflake) -> str:
    own = in_channel(room, message.id)
    # In a thread or a direct message everything is one talk, whatever is replied to.
    parted = message.guild is not None and not isinstance(room, discord.Thread)
    return context.conversation or own if parted else own


def _conversation(interaction: discord.Interaction[NewsBot], reply: Reply, *, private: bool) -> str:
    # What was asked in private must not come up in what others ask on.
    if private:
        return in_private(interaction.id)
    return in_channel(interaction.channel, reply.message_id)


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Ask(bot))
