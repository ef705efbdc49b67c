"""Channels that are closed to the bot: what is asked there waits until they are open."""

import logging
from typing import Any

import discord

from bot.guild.permissions import lacking

log = logging.getLogger(__name__)

REFUSED_SECONDS = 300.0
"""How long a channel counts as closed after a refusal that its permissions do not tell of."""


class Closed:
    """The channels in which the bot could not write; each is told of once until it can."""

    def __init__(self) -> None:
        self._told: set[int] = set()
        self._refused: dict[int, float] = {}

    def has(self, channel: Any, now: float) -> bool:  # noqa: ANN401, any of the dozen kinds of channel
        """Whether a channel is closed, as far as is known."""
        refused = self._refused.get(channel.id)
        return obstacle(channel) is not None or (
            refused is not None and now - refused < REFUSED_SECONDS
        )

    def refused(self, channel: Any, why: str, now: float) -> None:  # noqa: ANN401, as above
        """Note that Discord did not take a message of ours for a channel."""
        self._refused[channel.id] = now
        self.tell(channel, why)

    def tell(self, channel: Any, why: str) -> None:  # noqa: ANN401, as above
        """Say in the log that a channel is closed, to be changed there."""
        if channel.id not in self._told:
            self._told.add(channel.id)
            guild = channel.guild.name if channel.guild else "a server"
            log.warning("I cannot answer in %s of %s: %s; change it there.", channel, guild, why)

    def opened(self, channel: Any) -> None:  # noqa: ANN401, as above
        """Note that a message went out in a channel."""
        self._told.discard(channel.id)
        self._refused.pop(channel.id, None)


def obstacle(channel: Any) -> str | None:  # noqa: ANN401, as above
    """Why the bot cannot write in a channel, by what is known here; Discord has the last word."""
    granted, thread = _granted(channel), isinstance(channel, discord.Thread)
    if granted is None:
        return None
    if missing := lacking(granted, thread=thread):
        return f"my role lacks {' and '.join(missing)}"
    if thread and channel.locked and not granted.manage_threads:
        return "the thread is locked"
    return None


def hidden(channel: Any) -> bool:  # noqa: ANN401, as above
    """Whether the bot does not see what stands in a channel, by what is known here."""
    granted = _granted(channel)
    return granted is not None and not (granted.view_channel and granted.read_message_history)


def _granted(channel: Any) -> discord.Permissions | None:  # noqa: ANN401, as above
    """What the bot may do in a channel; None where that is not known."""
    if isinstance(channel, discord.PartialMessageable) or getattr(channel, "guild", None) is None:
        return None
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return None
    granted: discord.Permissions = channel.permissions_for(channel.guild.me)
    return granted
