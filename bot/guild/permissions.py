"""Who may bring news in, and what the bot itself may do in a channel."""

from collections.abc import Collection
from typing import Any

import discord
from discord import app_commands

from bot.words import IN_ENGLISH, Words, phrase

NEEDED = {
    "view_channel": phrase("View Channel"),
    "send_messages": phrase("Send Messages"),
    "send_messages_in_threads": phrase("Send Messages in Threads"),
    "read_message_history": phrase("Read Message History"),
}

INVITED = (*NEEDED, "attach_files", "create_public_threads")
"""What an invitation asks for: the rest is for pictures, and for a thread per question."""

STAFF_ONLY = phrase(
    "Only people with the Manage Server permission, or a role that may bring news in, may do that."
)


class NotStaff(app_commands.CheckFailure):
    """Someone who may not bring news in tried to."""

    def __init__(self) -> None:
        super().__init__(STAFF_ONLY)


async def staff_only(interaction: discord.Interaction[Any], /) -> bool:
    """A check for commands that lets only staff in; raises NotStaff.

    What Discord hides is a hint that servers may change.
    """
    if not interaction.client.staff(interaction.user):
        raise NotStaff
    return True


def is_staff(person: discord.Member | discord.User, roles: Collection[str]) -> bool:
    """Whether the person manages the server or has a role that may bring news in."""
    if not isinstance(person, discord.Member):
        return False
    if person.guild_permissions.manage_guild:
        return True
    return any(str(role.id) in roles or role.name in roles for role in person.roles)


def lacking(granted: discord.Permissions, *, thread: bool) -> list[str]:
    """The permissions, as Discord's settings call them, that a reply needs and are not granted."""
    send = "send_messages_in_threads" if thread else "send_messages"
    wanted = ("view_channel", send, "read_message_history")
    return [NEEDED[name] for name in wanted if not getattr(granted, name)]


def request(missing: Collection[str], words: Words = IN_ENGLISH) -> str:
    """The sentence that asks for what is missing."""
    names = [words(name) for name in missing or [NEEDED["send_messages"]]]
    return words.count(
        "I may not write here: please give my role the permission {names} in this channel.",
        "I may not write here: please give my role the permissions {names} in this channel.",
        len(names),
        names=words.all_of(names),
    )
