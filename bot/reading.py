"""Who may look at the articles held: those who may ask, wherever in the server they are."""

from typing import TYPE_CHECKING

import discord

from bot.guild.admission import NotAdmitted
from bot.words import phrase

if TYPE_CHECKING:
    from bot.client import NewsBot

NO_READER = phrase("Only people who may ask me here may look at my articles.")


def may_read(interaction: "discord.Interaction[NewsBot]") -> bool:
    """Whether a person has a role that may ask, or is staff; what is shown is private."""
    bot, person = interaction.client, interaction.user
    chosen = bot.guild_settings.of(interaction.guild_id)
    return chosen.may_ask(person) or bot.staff(person)


def admit_reader(interaction: "discord.Interaction[NewsBot]") -> None:
    """Raise NotAdmitted for who may not."""
    if not may_read(interaction):
        raise NotAdmitted(NO_READER)
