"""The menu of a message: a question about what stands in it."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers import subject
from bot.answers.asking import SEARCHING, Question, answer_in
from bot.answers.conversations import in_channel, in_private
from bot.answers.rooms import conversation_of
from bot.answers.subject import asked_about
from bot.client import NewsBot
from bot.cogs.ask import LONGEST
from bot.delivery.replies import Reply
from bot.faults import tell
from bot.guild.admission import admit
from bot.guild.permissions import lacking
from bot.words import Words

FORM_SECONDS = 900.0
"""A form that is still open then is not known any more."""


class About(commands.Cog):
    """Answers questions about a message, under it."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot
        # discord.py takes no menu from a cog by itself.
        self._menu = app_commands.ContextMenu(name="Ask about this", callback=self.message)
        self._menu.guild_only = True

    async def cog_load(self) -> None:
        """Add the menu of messages."""
        self.bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu away again."""
        self.bot.tree.remove_command(self._menu.name, type=self._menu.type)

    async def message(
        self, interaction: discord.Interaction[NewsBot], message: discord.Message
    ) -> None:
        """Ask for the question, to be answered about the message."""
        words = self.bot.words(interaction, private=True)
        admit(self.bot, interaction.user, interaction.channel, words)
        await interaction.response.send_modal(Form(message, words))


class Form(discord.ui.Modal):
    """The question about a message, and who is to see its answer."""

    def __init__(self, message: discord.Message, words: Words) -> None:
        super().__init__(title=words("Ask about this"), timeout=FORM_SECONDS)
        self._message = message
        self._question = discord.ui.TextInput["Form"](
            style=discord.TextStyle.paragraph,
            placeholder=words("What does the news say about this?"),
            required=False,
            max_length=LONGEST,
            custom_id="question",
        )
        self._private = discord.ui.Checkbox["Form"](custom_id="private")
        described = words("Leave it empty to see what the news says about the message.")
        self.add_item(
            discord.ui.Label(
                text=words("Your question"), description=described, component=self._question
            )
        )
        self.add_item(
            discord.ui.Label(text=words("Show the answer to me alone"), component=self._private)
        )

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the question under the message, or for the asker alone."""
        text, private = " ".join(self._question.value.split()), self._private.value
        await _answer(interaction, self._message, text, private=private)

    async def on_error(  # type: ignore[override] # as discord.py has it for forms
        self, interaction: discord.Interaction, error: Exception, /
    ) -> None:
        """Say what went wrong, as for any command."""
        await tell(interaction, error)


async def _answer(
    interaction: discord.Interaction[NewsBot], message: discord.Message, text: str, *, private: bool
) -> None:
    bot, person, guild_id = interaction.client, interaction.user, interaction.guild_id
    # What the guild chose may have changed while the form was open.
    admit(bot, person, interaction.channel, bot.words(interaction, private=True))
    about, words = subject.of_message(message), bot.words(interaction, private=private)
    question = asked_about(text, about, words)
    staff = bot.staff(person)
    with bot.turns.turn(person.id, bot.loop.time(), exempt=staff, guild=guild_id):
        reply = await _reply(interaction, message, words, private=private)
        asked = Question(
            text=question,
            person=person.id,
            guild_id=guild_id,
            conversation=await _conversation(interaction, message, reply, private=private),
            words=words,
            titled=True,
            private=private,
            about=about,
        )
        await answer_in(reply, asked, bot)


async def _reply(
    interaction: discord.Interaction[NewsBot],
    message: discord.Message,
    words: Words,
    *,
    private: bool,
) -> Reply:
    """Our reply under the message; where we may not write, Discord lets us answer all the same."""
    thread = isinstance(interaction.channel, discord.Thread)
    if private or lacking(interaction.app_permissions, thread=thread):
        return await Reply.to_interaction(interaction, private=private)
    await interaction.response.defer(thinking=True, ephemeral=True)
    reply = await Reply.to_message(message, words(SEARCHING), nonce=interaction.id)
    # Of guilds alone: the menu is nowhere else.
    assert not isinstance(message.channel, discord.GroupChannel)
    link = message.channel.get_partial_message(reply.message_id).jump_url
    own = interaction.client.words(interaction, private=True)
    await interaction.edit_original_response(content=own("Your answer: {link}", link=link))
    return reply


async def _conversation(
    interaction: discord.Interaction[NewsBot],
    message: discord.Message,
    reply: Reply,
    *,
    private: bool,
) -> str:
    if private:
        return in_private(interaction.id)
    begun = in_channel(message.channel, reply.message_id)
    if isinstance(message.channel, discord.Thread):
        return begun
    return await conversation_of(interaction, message.id, interaction.client) or begun


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(About(bot))
