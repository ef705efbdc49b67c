"""The names of conversations: what is asked in one is understood by what was asked there before."""

from typing import Any

import discord


def in_channel(channel: Any, message_id: int) -> str:  # noqa: ANN401, any kind of channel
    """The one that a message of ours begins, or that of the thread or talk it stands in."""
    if isinstance(channel, discord.DMChannel):
        return f"discord:dm:{channel.id}"
    if isinstance(channel, discord.Thread):
        return f"discord:thread:{channel.id}"
    return f"discord:{channel.id}:{message_id}"


def in_private(interaction_id: int) -> str:
    """One that nobody else's question may lean on."""
    return f"discord:private:{interaction_id}"
