"""Channels that are closed to the bot: what is asked there waits until they are open."""

import logging

import discord
from discord.abc import GuildChannel, Snowflake

from bot.guild.permissions import lacking

log = logging.getLogger(__name__)

REFUSED_SECONDS = 300.0
"""How long a channel counts as closed after a refusal that its permissions do not tell of."""


class Closed:
    """The channels in which the bot could not write; each is told of once until it can."""

    def __init__(self) -> None:
        self._told: set[int] = set()
        self._refused: dict[int, float] = {}

    def has(self, channel: Snowflake, now: float) -> bool:
        """Whether a channel is closed, as far as is known."""
        refused = self._refused.get(channel.id)
        return obstacle(channel) is not None or (
            refused is not None and now - refused < REFUSED_SECONDS
        )

    def refused(self, channel: Snowflake, why: str, now: float) -> None:
        """Note that Discord did not take a message of ours for a channel."""
        self._refused[channel.id] = now
        self.tell(channel, why)

    def tell(self, channel: Snowflake, why: str) -> None:
        """Say in the log that a channel is closed, to be changed there."""
        if channel.id not in self._told:
            self._told.add(channel.id)
            guild = getattr(channel, "guild", None) or "a server"
            log.warning("I cannot answer in %s of %s: %s; change it there.", channel, guild, why)

    def opened(self, channel: Snowflake) -> None:
        """Note that a message went out in a channel."""
        self._told.discard(channel.id)
        self._refused.pop(channel.id, None)


def obstacle(channel: Snowflake) -> str | None:
    """Why the bot cannot write in a channel, by what is known here; Discord has the last word."""
    granted = _granted(channel)
    if granted is None:
        return None
    if missing := lacking(granted, thread=isinstance(channel, discord.Thread)):
        return f"my role lacks {' and '.join(missing)}"
    if isinstance(channel, discord.Thread) and channel.locked and not granted.manage_threads:
        return "the thread is locked"
    return None


def hidden(channel: Snowflake | None) -> bool:
    """Whether the bot does not see what stands in a channel, by what is known here."""
    granted = _granted(channel)
    return granted is not None and not (granted.view_channel and granted.read_message_history)


def _granted(channel: Snowflake | None) -> discord.Permissions | None:
    """What the bot may do in a channel; None where that is not known."""
    if not isinstance(channel, GuildChannel | discord.Thread):
        return None
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return None
    return channel.permissions_for(channel.guild.me)
