"""What stops something that is followed: a button under it, and a menu in the list."""

import asyncio
import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.answers.pressing import pressed
from bot.following import listing, schedule
from bot.following.cards import card
from bot.following.listing import STOPPED, Standing
from bot.following.places import obstacle
from bot.guild.permissions import NotStaff
from bot.lasting import Lasting
from bot.words import Words
from retrieval.errors import NewsdeskError
from retrieval.follows import Follow

if TYPE_CHECKING:
    from bot.client import NewsBot

    Pressed = discord.Interaction[NewsBot]

LABEL = 100


def standing(bot: "NewsBot", guild: discord.Guild, follow: Follow, words: Words) -> Standing:
    """How a follow stands now."""
    now, due, problem = datetime.now(UTC), None, obstacle(guild, follow, words)
    if follow.at is not None:
        zone = bot.zone(guild.id)
        missed = None if problem else schedule.due(follow.at, zone, follow.posted, now)
        due = missed or schedule.next_at(follow.at, zone, now)
    return Standing(follow, due, problem)


async def standings(
    interaction: "Pressed", words: Words, only: Collection[int] | None = None
) -> list[Standing]:
    """What the guild follows, or those of some ids, where the person may see the channel."""
    bot, guild = interaction.client, interaction.guild
    if guild is None:
        return []
    held = await asyncio.to_thread(bot.desk.archive.follows.of, [bot.library(guild.id)])
    return [
        standing(bot, guild, one, words)
        for one in held
        if (only is None or one.id in only) and _may_see(interaction, guild, one)
    ]


def listed(
    shown: Sequence[Standing],
    guild: discord.Guild | None,
    words: Words,
    *,
    staff: bool,
    said: str = "",
) -> discord.ui.LayoutView | None:
    """One message of the list; staff have a menu to stop what it shows."""
    menu = [FollowingMenu(_options(shown, guild, words), words)] if shown and staff else []
    return card(listing.following(shown, words, said=said), *menu)


class StopButton(Lasting[discord.ui.Button[Any]], template=r"nd1:unfollow:(?P<follow>[0-9]{1,18})"):
    """Stops, for staff, what was just set up."""

    def __init__(self, follow_id: int, words: Words | None = None) -> None:
        super().__init__(
            discord.ui.Button(
                label=words("Stop") if words else None,
                style=discord.ButtonStyle.secondary,
                custom_id=f"nd1:unfollow:{follow_id}",
            )
        )
        self.follow_id = follow_id

    @classmethod
    def named(cls, match: re.Match[str], /) -> Self:
        """Make it again from its name."""
        return cls(int(match["follow"]))

    @pressed
    async def callback(self, interaction: "Pressed") -> None:
        """Stop it."""
        words = interaction.client.words(interaction, private=True)
        said = await _stop(interaction, self.follow_id, words)
        shown = interaction.message
        if shown is not None and not shown.flags.components_v2:
            # Where Discord took no card, it takes none now.
            await interaction.edit_original_response(content=said, view=None)
        else:
            await interaction.edit_original_response(view=card([said]))


class FollowingMenu(discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"nd1:following"):
    """Stops, for staff, one of those that a message lists."""

    def __init__(self, options: list[discord.SelectOption], words: Words | None = None) -> None:
        super().__init__(
            discord.ui.Select(
                placeholder=words("Stop one of these…") if words else None,
                options=options,
                custom_id="nd1:following",
            )
        )

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003  (discord.py hands them over)
        item: discord.ui.Item[Any],
        match: re.Match[str],  # noqa: ARG003  (the same)
        /,
    ) -> Self:
        """Make the menu again from the message, also after a restart."""
        assert isinstance(item, discord.ui.Select)
        return cls(item.options)

    @pressed
    async def callback(self, interaction: "Pressed") -> None:
        """Stop the one chosen, and show the rest."""
        words = interaction.client.words(interaction, private=True)
        said = await _stop(interaction, int(self.item.values[0]), words)
        ids = {int(option.value) for option in self.item.options}
        left = await standings(interaction, words, ids)
        view = listed(left, interaction.guild, words, staff=True, said=said)
        await interaction.edit_original_response(view=view)


async def _stop(interaction: "Pressed", follow_id: int, words: Words) -> str:
    bot = interaction.client
    if not bot.staff(interaction.user):
        raise NotStaff
    # Where much news is coming in, the archive may take longer than Discord waits.
    await interaction.response.defer()
    library = bot.library(interaction.guild_id)
    gone = await asyncio.to_thread(bot.desk.archive.follows.remove, follow_id, library)
    if gone is None:
        raise NewsdeskError(words("That is followed no longer."))
    return words(STOPPED, what=listing.name(gone, words))


def _may_see(interaction: "Pressed", guild: discord.Guild, follow: Follow) -> bool:
    if interaction.client.staff(interaction.user):
        return True
    channel = guild.get_channel_or_thread(follow.channel)
    person = interaction.user
    if channel is None or not isinstance(person, discord.Member):
        return False
    # Who was let into a private thread is not known here.
    private = isinstance(channel, discord.Thread) and channel.is_private()
    return not private and channel.permissions_for(person).view_channel


def _options(
    shown: Sequence[Standing], guild: discord.Guild | None, words: Words
) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=listing.label(one.follow, words)[:LABEL],
            value=str(one.follow.id),
            description=_where(one.follow, guild, words)[:LABEL],
        )
        for one in shown
    ]


def _where(follow: Follow, guild: discord.Guild | None, words: Words) -> str:
    channel = guild.get_channel_or_thread(follow.channel) if guild else None
    pace = listing.pace(follow, words)
    return f"#{channel.name}, {pace}" if channel else pace
