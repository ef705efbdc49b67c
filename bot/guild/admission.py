"""Whether a person may ask in a channel, by what their guild chose."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import discord

from bot.words import Words, phrase
from retrieval.errors import NewsdeskError

if TYPE_CHECKING:
    from bot.client import NewsBot

_NAMED = 5
"""Channels or roles named in a refusal."""

IN_CHANNELS = phrase("Here I answer no questions; I do in {named}.")
BY_ROLES = phrase("Only people with one of these roles may ask me here: {named}.")


class NotAdmitted(NewsdeskError):
    """Somebody asks who may not, or where it is not answered; the sentence says who or where."""


def admit(
    bot: "NewsBot",
    person: discord.Member | discord.User,
    channel: Any,  # noqa: ANN401, any of the dozen kinds of channel
    words: Words,
) -> None:
    """Let a person ask in a channel; raises NotAdmitted if their guild chose otherwise.

    Staff may ask everywhere, to try it.
    """
    guild = getattr(channel, "guild", None) or getattr(person, "guild", None)
    if guild is None or channel is None or bot.staff(person):
        return
    chosen = bot.guild_settings.of(guild.id)
    if not chosen.may_ask(person):
        raise NotAdmitted(words(BY_ROLES, named=_named("@&", chosen.askers)))
    if not chosen.answers_in(channel.id, getattr(channel, "parent_id", None)):
        raise NotAdmitted(words(IN_CHANNELS, named=_named("#", chosen.channels)))


def _named(sign: str, ids: Collection[int]) -> str:
    """Discord shows their names, and only to who may see them."""
    few = [f"<{sign}{id_}>" for id_ in sorted(ids)[:_NAMED]]
    return ", ".join([*few, *(["…"] if len(ids) > _NAMED else [])])
