"""The names of conversations: what is asked in one is understood by what was asked there before."""

import discord
from discord.abc import Snowflake


def in_channel(channel: Snowflake | None, message_id: int) -> str:
    """The one that a message of ours begins, or that of the thread or talk it stands in."""
    if isinstance(channel, discord.DMChannel):
        return f"discord:dm:{channel.id}"
    if isinstance(channel, discord.Thread):
        return f"discord:thread:{channel.id}"
    # Discord does not always tell a channel; the message alone is known by its id as well.
    return f"discord:{channel.id if channel else 0}:{message_id}"


def in_private(interaction_id: int) -> str:
    """One that nobody else's question may lean on."""
    return f"discord:private:{interaction_id}"
