"""What can be done here, for the one who asks."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.words import IN_ENGLISH, Words, phrase

if TYPE_CHECKING:
    from bot.client import NewsBot

IN_DIRECT_MESSAGES = ("ask", "forget-me", "help", "privacy")
FOR_STAFF = frozenset({"feeds", "follow", "Ingest links in this message", "ingest", "settings", "stats"})
"""Commands that only those may use who manage the server or may bring news in."""

LEAD = phrase(
    "Mention me with a question about the news, for example “what happened in the port strike this "
    "week?”. Reply to my answer, with a mention, to ask on."
)
DIRECT_LEAD = phrase("Ask me a question about the news; in direct messages no mention is needed.")

AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


def help_text(
    commands: Iterable[AnyCommand],
    words: Words = IN_ENGLISH,
    *,
    staff: bool = False,
    direct: bool = False,
    ids: Mapping[str, int] | None = None,
) -> str:
    """The ways to ask, and each command with what it does; those for staff to staff alone.

    `ids` are the commands' numbers at Discord, by which a mention of one can be clicked.
    """
    ordered = sorted(commands, key=lambda one: one.name.lower())
    everyone = [_line(one, words, ids or {}) for one in ordered if one.name not in FOR_STAFF]
    parts = [words(DIRECT_LEAD if direct else LEAD), *everyone]
    if staff:
        theirs = [_line(one, words, ids or {}) for one in ordered if one.name in FOR_STAFF]
        parts += [f"**{words('For who brings the news in')}**", *theirs] if theirs else []
    return "\n".join(parts)


def help_for(
    bot: "NewsBot", person: discord.Member | discord.User, guild_id: int | None, words: Words
) -> str:
    """What a person can do in a guild, or in direct messages."""
    direct, tree = guild_id is None, bot.tree
    commands = [
        command
        for command in tree.get_commands(guild=bot.dev_guild)
        if not direct or command.name in IN_DIRECT_MESSAGES
    ]
    return help_text(commands, words, staff=bot.staff(person), direct=direct, ids=tree.ids)


def _line(command: AnyCommand, words: Words, ids: Mapping[str, int]) -> str:
    number = ids.get(command.name)
    if isinstance(command, app_commands.ContextMenu):
        return words("Apps › “{name}” in the menu of a message", name=words(command.name))
    if not isinstance(command, app_commands.Group):
        return f"{_mention(command.name, number)} {words(command.description)}"
    names = sorted(one.qualified_name for one in command.walk_commands())
    return f"{' '.join(_mention(one, number) for one in names)} {words(command.description)}"


def _mention(name: str, number: int | None) -> str:
    return f"`/{name}`" if number is None else f"</{name}:{number}>"
