"""Where a question is answered: in place or in a thread of its own, and in which conversation."""

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.answers import subject
from bot.answers.conversations import in_channel
from bot.delivery.reaching import persistently

if TYPE_CHECKING:
    from bot.client import NewsBot

log = logging.getLogger(__name__)

NAME_LIMIT = 100
ARCHIVED_AFTER: Final = 1440
"""Minutes, the one day after which a quiet thread leaves the list."""
THREAD_EXISTS = 160004
HOPS = 5
"""Replies to replies that are followed back."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a message carries on: a conversation of ours, or what somebody else wrote."""

    conversation: str | None = None
    about: str = ""


async def context_of(message: discord.Message, bot: "NewsBot") -> Context:
    """What the message replies to, followed back through replies to replies."""
    at, about = message, ""
    for hop in range(HOPS):
        referred = at.reference
        # A forwarded message refers to another one, too.
        if referred is None or referred.message_id is None or at.message_snapshots:
            break
        known = await conversation_of(message, referred.message_id, bot)
        if known:
            return Context(known)
        found = await _referred(referred, message)
        if found is None:
            break
        if hop == 0:
            ours = found.author == bot.user
            about = subject.of_post(found) if ours else subject.of_message(found)
        if found.interaction_metadata and (
            original := found.interaction_metadata.original_response_message_id
        ):
            # A later part of an answer too long for one message.
            known = await conversation_of(message, original, bot)
            if known:
                return Context(known)
        at = found
    return Context(about=about)


async def conversation_of(
    asked: discord.Message | discord.Interaction[Any], message_id: int, bot: "NewsBot"
) -> str | None:
    """The conversation that a message belongs to: our answer, or a question that began one."""
    guild_id = asked.guild.id if asked.guild else None
    person = asked.author if isinstance(asked, discord.Message) else asked.user
    library, kept = bot.library(guild_id, person.id), bot.desk.transcript
    known = await asyncio.to_thread(kept.conversation_of, message_id, library)
    if known:
        return known
    begun = in_channel(asked.channel, message_id)
    return begun if await asyncio.to_thread(kept.history, begun, library, 1) else None


def thread_name(question: str) -> str:
    """A question as the name of a thread, cut at a word."""
    name = " ".join(question.split())
    if len(name) <= NAME_LIMIT:
        return name
    head, space, _ = name[:NAME_LIMIT].rpartition(" ")
    return f"{(head if space else name)[: NAME_LIMIT - 1]}…"


def wants_thread(message: discord.Message, bot: "NewsBot") -> bool:
    """Whether the guild has a thread for each question asked in a channel like this one."""
    guild = message.guild
    threads = guild is not None and bot.guild_settings.of(guild.id).threads
    return threads and isinstance(message.channel, discord.TextChannel)


def lacking_for_thread(channel: discord.TextChannel) -> list[str]:
    """The permissions, as Discord's settings call them, without which there is no thread."""
    granted = channel.permissions_for(channel.guild.me)
    needed = {
        "create_public_threads": "Create Public Threads",
        "send_messages_in_threads": "Send Messages in Threads",
    }
    return [name for permission, name in needed.items() if not getattr(granted, permission)]


async def thread_for(
    message: discord.Message, question: str, bot: "NewsBot"
) -> discord.Thread | None:
    """The thread on a message, opened for the question unless there is one; None if impossible."""
    name = thread_name(question)
    try:
        return await persistently(
            lambda: message.create_thread(name=name, auto_archive_duration=ARCHIVED_AFTER)
        )
    except discord.HTTPException as error:
        if error.status >= 500:
            raise
        if error.code == THREAD_EXISTS:
            found = bot.get_channel(message.id) or await bot.fetch_channel(message.id)
            return found if isinstance(found, discord.Thread) else None
        # The message may be gone, or the server have too many threads: the channel is still there.
        log.info("No thread for the question %s: %s", message.id, error.text)
        return None


async def _referred(
    reference: discord.MessageReference, message: discord.Message
) -> discord.Message | None:
    found = reference.resolved
    if isinstance(found, discord.Message):
        return found
    if found is not None or reference.message_id is None:
        return None
    if reference.channel_id != message.channel.id:
        return None
    replied_to = reference.message_id
    try:
        return await persistently(lambda: message.channel.fetch_message(replied_to))
    except discord.HTTPException as error:
        log.info("A message replied to cannot be read: %s", error.text)
        return None
