"""Where messages may have come in while nobody listened, and whose they are."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator

import discord

from bot.guild.permissions import lacking

log = logging.getLogger(__name__)

Room = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
ROOMS, MESSAGES = 500, 500
"""Channels, and messages of one: a safeguard, as Discord is asked for each hundred of them."""


def rooms_with_news(client: discord.Client, after: int) -> list[Room]:
    """The channels and threads that have newer messages than an id, the busiest of late first.

    Discord tells the newest message of each with the guild, so that quiet ones are not read.
    """
    rooms = [room for guild in client.guilds for room in _rooms(guild)]
    newer = [room for room in rooms if (room.last_message_id or 0) > after and _readable(room)]
    newer.sort(key=lambda room: room.last_message_id or 0, reverse=True)
    if len(newer) > ROOMS:
        log.warning("Of %d channels with news only %d are read.", len(newer), ROOMS)
    return newer[:ROOMS]


async def missed_in(room: discord.abc.Messageable, after: discord.Object) -> list[discord.Message]:
    """What people wrote in a room after an id, oldest first."""
    found = room.history(limit=MESSAGES, after=after, oldest_first=True)
    return [message async for message in found if not message.author.bot]


def by_person(messages: Iterable[discord.Message]) -> list[list[discord.Message]]:
    """Each person's messages, oldest first and none twice; who wrote first comes first."""
    whose: dict[int, list[discord.Message]] = defaultdict(list)
    for message in sorted({one.id: one for one in messages}.values(), key=lambda one: one.id):
        whose[message.author.id].append(message)
    return list(whose.values())


def _rooms(guild: discord.Guild) -> Iterator[Room]:
    # A forum's posts are threads.
    yield from guild.text_channels
    yield from guild.voice_channels
    yield from guild.stage_channels
    yield from guild.threads


def _readable(room: Room) -> bool:
    granted = room.permissions_for(room.guild.me)
    return granted.view_channel and not lacking(granted, thread=isinstance(room, discord.Thread))
