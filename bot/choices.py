"""What is proposed while an outlet or a time is typed into a command, from memory."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.guild.admission import NotAdmitted, admit
from bot.limits import Limits
from bot.recent import Recent
from bot.understood import in_words
from bot.words import IN_ENGLISH, Words, phrase
from retrieval.answers import Window
from retrieval.errors import NewsdeskError
from retrieval.question.words import fold

if TYPE_CHECKING:
    from bot.client import NewsBot
    from bot.desk import Desk

FRESH_SECONDS = 60.0
MOST, LONGEST = 25, 100
"""Discord's limits: choices, and characters of each."""
PROPOSED = (
    phrase("today"),
    phrase("yesterday"),
    phrase("this week"),
    phrase("last week"),
    phrase("this month"),
    phrase("last month"),
    phrase("this year"),
)
PERIODS = (
    *PROPOSED,
    phrase("last year"),
    phrase("last 24 hours"),
    phrase("last 7 days"),
    phrase("last 30 days"),
    phrase("Monday"),
    phrase("Tuesday"),
    phrase("Wednesday"),
    phrase("Thursday"),
    phrase("Friday"),
    phrase("Saturday"),
    phrase("Sunday"),
    phrase("January"),
    phrase("February"),
    phrase("March"),
    phrase("April"),
    phrase("May"),
    phrase("June"),
    phrase("July"),
    phrase("August"),
    phrase("September"),
    phrase("October"),
    phrase("November"),
    phrase("December"),
)


def known_outlets(desk: "Desk") -> Recent[frozenset[str], str]:
    """The outlets of libraries, held in memory."""
    return Recent(desk.archive.outlets, FRESH_SECONDS)


async def outlets(
    interaction: "discord.Interaction[NewsBot]", typed: str
) -> list[app_commands.Choice[str]]:
    """Propose the outlets that the guild has news of."""
    bot = interaction.client
    if not _may(interaction):
        return []
    held = await bot.outlets.of(bot.libraries(interaction.guild_id, interaction.user.id))
    return [app_commands.Choice(name=name, value=name) for name in matching(typed, held)]


async def since(
    interaction: "discord.Interaction[NewsBot]", typed: str
) -> list[app_commands.Choice[str]]:
    """Propose when a stretch of time begins."""
    return _times(interaction, typed, begins=True)


async def until(
    interaction: "discord.Interaction[NewsBot]", typed: str
) -> list[app_commands.Choice[str]]:
    """Propose when a stretch of time ends."""
    return _times(interaction, typed, begins=False)


async def limits(
    interaction: "discord.Interaction[NewsBot]",
    *,
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Limits:
    """What was typed into a command's options, understood; raises NewsdeskError."""
    bot = interaction.client
    now, found = datetime.now(bot.zone(interaction.guild_id)), Limits()
    if since is not None:
        found = found.begun(since, now)
    if until is not None:
        found = found.ended(until, now)
    if outlet is not None:
        libraries = bot.libraries(interaction.guild_id, interaction.user.id)
        found = found.by(outlet, await bot.outlets.of(libraries, fresh=True))
    return found


def matching(typed: str, names: Sequence[str]) -> list[str]:
    """The names that begin with what was typed, then those with a word that does, then others."""
    wanted = fold(typed.strip())

    def rank(name: str) -> int:
        said = fold(name)
        if said.startswith(wanted):
            return 0
        return 1 if f" {wanted}" in said else 2

    fitting = [name for name in names if wanted in fold(name) and len(name) <= LONGEST]
    return sorted(fitting, key=rank)[:MOST]


def times(
    typed: str, now: datetime, words: Words = IN_ENGLISH, *, begins: bool
) -> list[tuple[str, str]]:
    """What was typed and what may be meant, each after what it is understood as."""
    wanted = typed.strip()
    likely = [one for one in map(words, PERIODS) if fold(one).startswith(fold(wanted))]
    found: dict[str, tuple[str, str]] = {}
    for one in (wanted, *likely) if wanted else map(words, PROPOSED):
        if name := _told(one, now, words, begins=begins):
            found.setdefault(one.casefold(), (name, one))
    return list(found.values())[:MOST]


def _told(written: str, now: datetime, words: Words, *, begins: bool) -> str:
    """A time as it was written and is understood; empty when it is not, or does not fit."""
    try:
        found = Limits().begun(written, now) if begins else Limits().ended(written, now)
    except NewsdeskError:
        return ""
    told = f"{written} → {in_words(Window(found.since, found.until), words)}"
    return told if len(told) <= LONGEST else ""


def _times(
    interaction: "discord.Interaction[NewsBot]", typed: str, *, begins: bool
) -> list[app_commands.Choice[str]]:
    if not _may(interaction):
        return []
    bot = interaction.client
    now, words = datetime.now(bot.zone(interaction.guild_id)), bot.words(interaction, private=True)
    return [
        app_commands.Choice(name=name, value=value)
        for name, value in times(typed, now, words, begins=begins)
    ]


def _may(interaction: "discord.Interaction[NewsBot]") -> bool:
    bot = interaction.client
    if interaction.guild is None and not bot.settings.direct_messages:
        return False
    try:
        admit(bot, interaction.user, interaction.channel, bot.words(interaction, private=True))
    except NotAdmitted:
        return False
    return True
