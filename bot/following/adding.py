"""Setting up what is posted by itself: what was typed, checked first, and kept."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.delivery.replies import Reply
from bot.faults import explain
from bot.following import schedule
from bot.following.buttons import StopButton, standing
from bot.following.cards import card, plain
from bot.following.listing import Lately, confirmed
from bot.following.places import missing
from bot.words import Words, phrase
from retrieval.errors import NewsdeskError
from retrieval.follows import MOST, Follow, Kind

if TYPE_CHECKING:
    from bot.client import NewsBot

AS_THEY_COME = "as they come"
NO_TOPIC = phrase("Say in words what to follow, for example “port strike”.")
NO_TIME = phrase("“{written}” is no time of the day: write 8:00, 20:30 or 8 pm.")
NO_CHANNEL = phrase("I cannot post there: choose a text channel.")
NOT_YOURS = phrase("You may not write in {channel} yourself, so I do not post there for you.")
FULL = phrase("There are {most} topics and digests here already: stop one with `/following`.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to be posted: about what, where and when, None for as it comes."""

    kind: Kind
    topic: str
    channel: Any
    at: str | None


def topic_of(written: str, words: Words) -> str:
    """The topic that was typed; raises NewsdeskError when there is no word in it."""
    topic = " ".join(written.split())
    if not any(map(str.isalnum, topic)):
        raise NewsdeskError(words(NO_TOPIC))
    return topic


def pace_of(written: str, words: Words) -> str | None:
    """The time of the day that was typed, None for as they come; raises NewsdeskError."""
    as_they_come = {AS_THEY_COME, words(AS_THEY_COME).casefold()}
    return None if written.strip().casefold() in as_they_come else time_of(written, words)


def time_of(written: str, words: Words) -> str:
    """The time of the day that was typed; raises NewsdeskError."""
    at = schedule.clock(written)
    if at is None:
        raise NewsdeskError(words(NO_TIME, written=written.strip()))
    return at


def paces(typed: str, words: Words) -> list[app_commands.Choice[str]]:
    """What is proposed while it is typed when a topic is to be posted."""
    come = words("as they come")
    first = [app_commands.Choice(name=come, value=AS_THEY_COME)]
    fits = come.casefold().startswith(typed.strip().casefold())
    return [*(first if fits else []), *times(typed, words)]


def times(typed: str, words: Words) -> list[app_commands.Choice[str]]:
    """What is proposed while a time of the day is typed."""
    begun = typed.strip().casefold()
    usual = {time: words("daily at {time}", time=time) for time in schedule.PROPOSED}
    fitting = [time for time, told in usual.items() if told.casefold().startswith(begun)]
    return [
        app_commands.Choice(name=words("daily at {time}", time=time), value=time)
        for time in schedule.proposals(typed) or fitting
    ]


def may_post(interaction: "discord.Interaction[NewsBot]", channel: Any, words: Words) -> None:  # noqa: ANN401, any kind of channel
    """Let a channel be posted to; raises NewsdeskError where the bot or the person may not."""
    guild, person = interaction.guild, interaction.user
    if guild is None or not isinstance(channel, discord.abc.Messageable):
        raise NewsdeskError(words(NO_CHANNEL))
    if lacking := missing(channel, guild.me, words):
        raise NewsdeskError(
            words.count(
                "I may not post in {channel}: please give my role the permission {names} there.",
                "I may not post in {channel}: please give my role the permissions {names} there.",
                len(lacking),
                names=words.all_of(lacking),
                channel=f"<#{channel.id}>",  # type: ignore[attr-defined]  # every one in a guild has one
            )
        )
    if not isinstance(person, discord.Member) or missing(channel, person):
        raise NewsdeskError(words(NOT_YOURS, channel=f"<#{channel.id}>"))  # type: ignore[attr-defined]  # the same


async def set_up(
    interaction: "discord.Interaction[NewsBot]",
    wanted: Wanted,
    words: Words,
    look_back: Callable[[str], Lately] | None = None,
) -> None:
    """Keep what is wanted, and confirm it in private, with what `look_back` finds of late."""
    bot = interaction.client
    reply = await Reply.to_interaction(interaction, private=True)
    async with bot.working(reply, words):
        try:
            follow, new = await asyncio.to_thread(_keep, interaction, wanted, words)
            lately = await asyncio.to_thread(look_back, follow.topic) if look_back else None
            assert interaction.guild is not None
            stands = standing(bot, interaction.guild, follow, words)
            blocks = confirmed(stands, lately, words, known=not new)
            view = card(blocks, StopButton(follow.id, words))
            await reply.show(view, plain(blocks), buttons=[StopButton(follow.id, words)])
        except Exception as error:
            await reply.write([explain(error, interaction.id, words=words)])


def _keep(
    interaction: "discord.Interaction[NewsBot]", wanted: Wanted, words: Words
) -> tuple[Follow, bool]:
    bot, follows = interaction.client, interaction.client.desk.archive.follows
    library = bot.library(interaction.guild_id)
    added = follows.add(
        library,
        wanted.kind,
        wanted.topic,
        channel=wanted.channel.id,
        person=str(interaction.user.id),
        at=wanted.at,
        language=bot.words(interaction).language,
        now=datetime.now(UTC),
    )
    if added is None:
        raise NewsdeskError(words(FULL, most=MOST))
    return added
