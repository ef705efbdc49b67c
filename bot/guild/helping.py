"""What can be done here, for the one who asks."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.words import IN_ENGLISH, Words, phrase

if TYPE_CHECKING:
    from bot.client import NewsBot

IN_DIRECT_MESSAGES = ("ask", "changes", "forget-me", "help", "privacy", "timeline")
FOR_STAFF = frozenset(
    {
        "articles remove",
        "digest daily",
        "feeds",
        "follow",
        "Ingest links in this message",
        "ingest",
        "settings",
        "stats",
    }
)
"""Commands, and parts of commands, for those who manage the server or may bring news in."""

LEAD = phrase(
    "Mention me with a question about the news, for example “what happened in the port strike this "
    "week?”. Reply to my answer, with a mention, to ask on."
)
DIRECT_LEAD = phrase("Ask me a question about the news; in direct messages no mention is needed.")

_Menu = app_commands.ContextMenu
_Typed = app_commands.Command[Any, ..., Any] | app_commands.Group
AnyCommand = _Typed | app_commands.ContextMenu


FIRST = ("ask", "timeline", "changes", "digest", "ingest", "feeds", "follow")
"""The order of help; what is not named here follows by the alphabet."""


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
    in_order = sorted(commands, key=_rank)
    parts = [words(DIRECT_LEAD if direct else LEAD)]
    for title, theirs in (("", False), (words("For who brings the news in"), True)):
        if theirs and not staff:
            break
        told = [_line(one, words, (ids or {}).get(one.name), staff=theirs) for one in in_order]
        lines = [line for line in told if line]
        parts += [f"**{title}**", *lines] if title and lines else lines
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


def _rank(command: AnyCommand) -> tuple[bool, int, str]:
    """Commands before menus, and those first that are most asked for."""
    place = FIRST.index(command.name) if command.name in FIRST else len(FIRST)
    return isinstance(command, _Menu), place, command.name.lower()


def _line(command: AnyCommand, words: Words, number: int | None, *, staff: bool) -> str:
    """What of a command is for staff, or for everyone; empty when nothing is."""
    if isinstance(command, _Menu):
        if (command.name in FOR_STAFF) != staff:
            return ""
        return words("Apps › “{name}” in the menu of a message", name=words(command.name))
    whole = [command] if isinstance(command, app_commands.Command) else command.walk_commands()
    parts = [one for one in whole if _for_staff(command, one) == staff]
    if not parts:
        return ""
    names = sorted(one.qualified_name for one in parts)
    told = parts[0] if len(parts) == 1 else command
    return f"{' '.join(_mention(one, number) for one in names)} {words(told.description)}"


def _for_staff(command: _Typed, part: _Typed) -> bool:
    return not FOR_STAFF.isdisjoint({command.name, part.qualified_name})


def _mention(name: str, number: int | None) -> str:
    return f"`/{name}`" if number is None else f"</{name}:{number}>"
