"""Who may look at the articles held, and how often: those who may ask, wherever they are."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.answers.turns import A_LOT, PER_SECONDS, REMEMBERED
from bot.guild.admission import NotAdmitted
from bot.words import phrase
from retrieval.errors import NewsdeskError

if TYPE_CHECKING:
    from bot.client import NewsBot

NO_READER = phrase("Only people who may ask me here may look at my articles.")
SEARCHES = 20
"""Of a person in a minute; pages count too, as each is looked for anew."""


def may_read(interaction: "discord.Interaction[NewsBot]") -> bool:
    """Whether a person has a role that may ask, or is staff; what is shown is private."""
    bot, person = interaction.client, interaction.user
    chosen = bot.guild_settings.of(interaction.guild_id)
    return chosen.may_ask(person) or bot.staff(person)


def admit_reader(interaction: "discord.Interaction[NewsBot]") -> None:
    """Raise NotAdmitted for who may not."""
    if not may_read(interaction):
        raise NotAdmitted(NO_READER)


class Searches:
    """How often each person searched of late: a common word is looked for through seconds."""

    def __init__(self) -> None:
        self._cooldowns: dict[int, app_commands.Cooldown] = {}

    def count(self, interaction: "discord.Interaction[NewsBot]") -> None:
        """Count a search; raises NewsdeskError where it is one too many, but not for staff."""
        bot, person = interaction.client, interaction.user
        if bot.staff(person):
            return
        if len(self._cooldowns) >= REMEMBERED:
            self._cooldowns.clear()
        fresh = app_commands.Cooldown(SEARCHES, PER_SECONDS)
        wait = self._cooldowns.setdefault(person.id, fresh).update_rate_limit(bot.loop.time())
        if wait:
            raise NewsdeskError(phrase(A_LOT, seconds=max(1, round(wait))))
