"""Everything that goes wrong in Discord, as one sentence for the person who asked."""

import logging
from typing import Any

import discord
from discord import app_commands

from bot.delivery.reaching import FAILED
from bot.guild.permissions import lacking, request
from bot.notes import said
from bot.words import IN_ENGLISH, Words, phrase
from retrieval.errors import NewsdeskError

log = logging.getLogger(__name__)

OUTDATED = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)
STALE = phrase("That command has changed since; reload Discord (Ctrl+R) and try again.")
OVERDUE = {10062, 40060}
"""Discord's codes for an interaction that came too late to us, or was answered by another of us."""
TOO_SLOW = phrase("That took too long and I gave up; please try again in a moment.")


def explain(
    error: BaseException,
    reference: object,
    granted: discord.Permissions | None = None,
    words: Words = IN_ENGLISH,
) -> str:
    """The sentence to show; whatever we did not foresee is logged under the same reference."""
    cause = getattr(error, "original", error)
    if isinstance(cause, NewsdeskError | app_commands.CheckFailure):
        return said(next(iter(cause.args), str(cause)), words)
    if isinstance(cause, OUTDATED):
        log.warning("Discord shows an older form of a command; restart me to renew it: %s", cause)
        return words(STALE)
    if isinstance(cause, TimeoutError):
        log.warning("Reference %s took too long.", reference)
        return words(TOO_SLOW)
    if _overdue(cause):
        log.warning("Reference %s came too late to be answered: %s", reference, cause)
        return words(TOO_SLOW)
    if isinstance(cause, discord.Forbidden):
        log.warning("Reference %s: Discord forbids it: %s", reference, cause.text)
        return request(lacking(granted, thread=False) if granted else (), words)
    log.error("Reference %s went wrong.", reference, exc_info=cause)
    return words(
        "Something went wrong on my side; whoever runs me finds it under `{reference}`.",
        reference=reference,
    )


async def tell(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Answer an interaction that failed, privately where Discord still lets us."""
    words = interaction.client.words(interaction, private=True)
    sentence = explain(error, interaction.id, interaction.app_permissions, words)
    if interaction.type is discord.InteractionType.autocomplete or interaction.is_expired():
        return
    if _overdue(getattr(error, "original", error)):
        return
    try:
        if interaction.response.is_done():
            await interaction.followup.send(sentence, ephemeral=True)
        else:
            await interaction.response.send_message(sentence, ephemeral=True)
    except FAILED as failure:
        log.warning("Reference %s could not be answered: %s", interaction.id, failure)


def _overdue(error: BaseException) -> bool:
    return isinstance(error, discord.HTTPException) and error.code in OVERDUE
