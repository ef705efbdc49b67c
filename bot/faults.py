"""Everything that goes wrong in Discord, as one sentence for the person who asked."""

import logging
from typing import Any

import discord
from discord import app_commands

from bot.notes import said
from bot.permissions import lacking, request
from bot.replies import FAILED
from bot.words import IN_ENGLISH, Phrase, Words, phrase
from retrieval.errors import NewsdeskError

log = logging.getLogger(__name__)

OUTDATED = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)
STALE = phrase("That command has changed since; reload Discord (Ctrl+R) and try again.")
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
        return _own(cause, words)
    if isinstance(cause, OUTDATED):
        log.warning("Discord shows an older form of a command; restart me to renew it: %s", cause)
        return words(STALE)
    if isinstance(cause, TimeoutError):
        log.warning("Reference %s took too long.", reference)
        return words(TOO_SLOW)
    if isinstance(cause, discord.Forbidden):
        log.warning("Reference %s: Discord forbids it: %s", reference, cause.text)
        return request(lacking(granted, thread=False) if granted else (), words)
    log.error("Reference %s went wrong.", reference, exc_info=cause)
    return words(
        "Something went wrong on my side; whoever runs me finds it under `{reference}`.",
        reference=reference,
    )


def _own(error: BaseException, words: Words) -> str:
    """Our own sentence; it was raised as a phrase, or is found again by its words."""
    [sentence] = error.args[:1] or [str(error)]
    return words(sentence) if isinstance(sentence, Phrase) else said(str(error), words)


async def tell(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Answer an interaction that failed, privately where Discord still lets us."""
    words = interaction.client.words(interaction, private=True)
    sentence = explain(error, interaction.id, interaction.app_permissions, words)
    if interaction.type is discord.InteractionType.autocomplete or interaction.is_expired():
        return
    try:
        if interaction.response.is_done():
            await interaction.followup.send(sentence, ephemeral=True)
        else:
            await interaction.response.send_message(sentence, ephemeral=True)
    except FAILED as failure:
        log.warning("Reference %s could not be answered: %s", interaction.id, failure)
