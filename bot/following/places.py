"""The channels that are posted to by themselves: whether they are there and may be written in."""

from typing import Any

import discord

from bot.guild.permissions import NEEDED
from bot.words import IN_ENGLISH, Words, phrase
from retrieval.errors import NewsdeskError
from retrieval.follows import Follow, Problem

GONE = phrase("cannot post: the channel is gone")
FORBIDDEN = phrase("cannot post: Discord does not let me into the channel")


class Closed(NewsdeskError):
    """A channel that Discord says is gone or not for us; asking again at once would be rude."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"the channel is {problem}")
        self.problem = problem


async def place(guild: discord.Guild, channel_id: int) -> Any | None:  # noqa: ANN401, any that takes messages
    """A channel that may be posted to now; None while the bot's role may not.

    Asks Discord only for what it does not tell by itself, such as an archived thread; raises Closed
    when that is gone, or Discord's error.
    """
    found: Any = guild.get_channel_or_thread(channel_id)
    if found is None:
        try:
            found = await guild.fetch_channel(channel_id)
        except (discord.NotFound, discord.InvalidData):
            raise Closed("gone") from None
        except discord.Forbidden:
            raise Closed("forbidden") from None
    return None if missing(found, guild.me) else found


def missing(
    channel: Any,  # noqa: ANN401, any kind of channel
    who: discord.Member,
    words: Words = IN_ENGLISH,
) -> list[str]:
    """The permissions, as Discord's settings call them, that somebody lacks to post there."""
    granted = channel.permissions_for(who)
    thread = isinstance(channel, discord.Thread)
    wanted = ("view_channel", "send_messages_in_threads" if thread else "send_messages")
    return [words(NEEDED[name]) for name in wanted if not getattr(granted, name)]


def obstacle(guild: discord.Guild, follow: Follow, words: Words = IN_ENGLISH) -> str:
    """Why what is followed cannot be posted, as far as is known; empty when it can."""
    channel = guild.get_channel_or_thread(follow.channel)
    names = missing(channel, guild.me, words) if channel else []
    if names:
        return words.count(
            "cannot post: the permission {names} is missing",
            "cannot post: the permissions {names} are missing",
            len(names),
            names=words.all_of(names),
        )
    said = {"gone": GONE, "forbidden": FORBIDDEN}.get(follow.problem, "")
    return words(said)
