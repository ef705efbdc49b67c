"""Questions: by mention, by reply and with /ask."""

import asyncio
import logging
import re
from collections import deque
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.asking import GETTING_READY, SEARCHING, Question, answer_in
from bot.client import NewsBot
from bot.faults import explain
from bot.given import worded
from bot.permissions import lacking
from bot.replies import Reply
from bot.turns import NotYourTurn
from retrieval.errors import NewsdeskError

if TYPE_CHECKING:
    from discord.abc import MessageableChannel

log = logging.getLogger(__name__)

LONGEST = 500
MENTION = re.compile(r"<(?:@[!&]?|#)\d+>")
HELP = (
    "Mention me with a question about the news, for example “what happened in the port strike "
    "this week?”. Reply to my answer, with a mention, to ask on; `/ask` does the same, and can "
    "answer for your eyes only. `/forget` makes me forget what you asked here."
)


class Ask(commands.Cog):
    """Answers questions from the news, each sentence with its sources."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot
        # A message may come twice: live, and again when missed ones are read.
        self._seen: deque[int] = deque(maxlen=1000)
        self._silenced: set[int] = set()

    @app_commands.command()
    @app_commands.describe(
        question="What do you want to know about the news?",
        private="Show the answer to you alone",
    )
    async def ask(
        self,
        interaction: discord.Interaction[NewsBot],
        question: app_commands.Range[str, 2, LONGEST],
        private: bool = False,
    ) -> None:
        """Ask the news a question."""
        self.bot.library(interaction.guild_id)
        worded(question)
        with self.bot.turns.turn(
            interaction.user.id, self.bot.loop.time(), exempt=self.bot.staff(interaction.user)
        ):
            reply = await Reply.to_interaction(interaction, private=private)
            asked = Question(
                text=question,
                person=interaction.user.id,
                guild_id=interaction.guild_id,
                conversation=_conversation(interaction, reply, private=private),
                words=self.bot.words(interaction, private=private),
                titled=True,
                private=private,
            )
            await answer_in(reply, asked, self.bot)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer who mentions the bot or replies to it."""
        if not self._meant(message) or not self._may_write(message):
            return
        self._seen.append(message.id)
        person = message.author
        try:
            with self.bot.turns.turn(
                person.id, self.bot.loop.time(), exempt=self.bot.staff(person)
            ):
                await self._take(message)
        except discord.Forbidden as error:
            self._give_up(message.channel, error.text)
        except Exception as error:
            # Who asks on and on is told once that it is not their turn.
            if not (isinstance(error, NotYourTurn) and error.told):
                await Reply.to_message(message, explain(error, message.id))

    def _meant(self, message: discord.Message) -> bool:
        if message.author.bot or message.webhook_id or message.is_system():
            return False
        # `mentioned_in` would also be true for @everyone.
        if message.guild is None or self.bot.user not in message.mentions:
            return False
        return message.id not in self._seen and not self.bot.stopping.is_set()

    def _may_write(self, message: discord.Message) -> bool:
        channel = message.channel
        if message.guild is None or isinstance(channel, discord.PartialMessageable):
            # Not known here; Discord will say.
            return True
        granted = channel.permissions_for(message.guild.me)
        missing = lacking(granted, thread=isinstance(channel, discord.Thread))
        if missing:
            self._give_up(channel, f"my role lacks {' and '.join(missing)}")
        else:
            self._silenced.discard(channel.id)
        return not missing

    def _give_up(self, channel: "MessageableChannel", why: str) -> None:
        if channel.id not in self._silenced:
            self._silenced.add(channel.id)
            guild = channel.guild.name if channel.guild else "a server"
            log.warning("I cannot answer in %s of %s: %s; change it there.", channel, guild, why)

    async def _take(self, message: discord.Message) -> None:
        question = " ".join(MENTION.sub(" ", message.content).split())
        if not question:
            await Reply.to_message(message, HELP)
            return
        if len(question) > LONGEST:
            raise NewsdeskError(f"That is a long one: please ask in at most {LONGEST} characters.")
        worded(question)
        words = self.bot.words(message)
        async with AsyncExitStack() as stack:
            # Typing is a courtesy: the answer does not depend on it.
            with suppress(discord.DiscordServerError, aiohttp.ClientError):
                await stack.enter_async_context(message.channel.typing())
            conversation = await self._thread_of(message)
            line = SEARCHING if self.bot.warm else GETTING_READY
            reply = await Reply.to_message(message, words(line))
            asked = Question(
                text=question,
                person=message.author.id,
                guild_id=message.guild.id if message.guild else None,
                conversation=conversation,
                words=words,
            )
            await answer_in(reply, asked, self.bot)

    async def _thread_of(self, message: discord.Message) -> str:
        if isinstance(message.channel, discord.Thread):
            return f"discord:thread:{message.channel.id}"
        replied_to = message.reference.message_id if message.reference else None
        if replied_to is not None and message.guild is not None:
            library = self.bot.library(message.guild.id)
            known = await asyncio.to_thread(
                self.bot.desk.transcript.conversation_of, replied_to, library
            )
            if known:
                return known
        return f"discord:{message.channel.id}:{message.id}"


def _conversation(interaction: discord.Interaction[NewsBot], reply: Reply, *, private: bool) -> str:
    # What was asked in private must not come up in what others ask on.
    if private:
        return f"discord:private:{interaction.id}"
    if isinstance(interaction.channel, discord.Thread):
        return f"discord:thread:{interaction.channel.id}"
    return f"discord:{interaction.channel_id}:{reply.message_id}"


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Ask(bot))
