"""What is proposed while an outlet or a time is typed into a command, from memory."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.admission import NotAdmitted, admit
from bot.limits import Limits
from bot.understood import in_words
from bot.words import IN_ENGLISH, Words, phrase
from retrieval.errors import NewsdeskError
from retrieval.news import Window
from retrieval.question.words import fold

if TYPE_CHECKING:
    from bot.client import NewsBot

log = logging.getLogger(__name__)

FRESH_SECONDS = 60.0
WAIT_SECONDS = 1.5
"""How long is waited for the archive; Discord drops an answer after three seconds."""
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


class Outlets:
    """The outlets of the libraries, held in memory and read again in the background."""

    def __init__(self, read: Callable[[Collection[str]], list[str]]) -> None:
        self._read = read
        self._held: dict[frozenset[str], tuple[float, tuple[str, ...]]] = {}
        self._reading: dict[frozenset[str], asyncio.Task[None]] = {}

    async def of(self, libraries: frozenset[str], *, fresh: bool = False) -> tuple[str, ...]:
        """The names known; waits shortly for the archive where none are yet, or if `fresh`."""
        read_at, names = self._held.get(libraries, (0.0, ()))
        if fresh or not read_at or monotonic() - read_at > FRESH_SECONDS:
            reading = self._refresh(libraries)
            if fresh or not read_at:
                await asyncio.wait({reading}, timeout=WAIT_SECONDS)
                _, names = self._held.get(libraries, (0.0, ()))
        return names

    def _refresh(self, libraries: frozenset[str]) -> "asyncio.Task[None]":
        task = self._reading.get(libraries)
        if task is None or task.done():
            task = asyncio.create_task(self._take(libraries), name="read the outlets")
            self._reading[libraries] = task
        return task

    async def _take(self, libraries: frozenset[str]) -> None:
        try:
            names = tuple(await asyncio.to_thread(self._read, libraries))
            self._held[libraries] = (monotonic(), names)
        except Exception:
            log.exception("The outlets could not be read.")
        finally:
            self._reading.pop(libraries, None)


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
