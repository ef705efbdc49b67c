"""What each server chooses for itself: /settings, and the controls of its panel."""

import asyncio
import logging
import re
from datetime import UTC, datetime
from typing import Any, Self

import discord
from discord import app_commands
from discord.ext import commands

from bot import zones
from bot.client import NewsBot
from bot.faults import tell
from bot.guild.choices import budget_typed, picked, switched, zone_typed
from bot.guild.guilds import GuildSettings
from bot.guild.panel import PREFIX, Circumstances, panel
from bot.guild.permissions import lacking
from bot.words import Words, phrase

log = logging.getLogger(__name__)

OFFERED = 25
"""Discord's own limit on what an option suggests."""

MANAGERS_ONLY = phrase("Only people with the Manage Server permission may change my settings.")
CHANGED = phrase("Changed.")
ZONE_SET = phrase("The time zone is {zone} now, where it is {time}.")

Pressed = discord.Interaction[NewsBot]


class NotManager(app_commands.CheckFailure):
    """Someone who does not manage the server tried to change its settings."""

    def __init__(self) -> None:
        super().__init__(MANAGERS_ONLY)


def managers_only(interaction: discord.Interaction[Any]) -> None:
    """Raise NotManager for anybody else: what Discord hides is a hint that servers may change."""
    person = interaction.user
    if not (isinstance(person, discord.Member) and person.guild_permissions.manage_guild):
        raise NotManager


class ServerSettings(commands.Cog):
    """Shows a server's choices to who manages it, and changes them."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Look the zones up, so that none is looked for while somebody types."""
        await asyncio.to_thread(zones.names)

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.describe(timezone="A city or time zone to set; without it all settings are shown")
    async def settings(
        self,
        interaction: Pressed,
        timezone: app_commands.Range[str, 1, 60] | None = None,
    ) -> None:
        """Where I answer, who may ask, and what else this server can choose."""
        managers_only(interaction)
        changed = zone_typed(timezone) if timezone else None
        # The archive may be busy for longer than Discord waits.
        await interaction.response.defer(thinking=True, ephemeral=True)
        told = await _change(interaction, changed) if changed else ""
        await interaction.edit_original_response(view=_panel(interaction, told))

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Tell the operator what is left of a server that sent the bot away.

        None of it is used meanwhile, and nothing is deleted: it may have been a slip.
        """
        library = self.bot.library(guild.id)
        log.info(
            "Server %d sent me away. What it chose, follows and asked is kept should it let me in "
            "again; `newsdesk forget --library %s` erases what was asked there, and with --whole "
            "all of it.",
            guild.id,
            library,
        )

    @settings.autocomplete("timezone")
    async def zone_like(self, interaction: Pressed, typed: str) -> list[app_commands.Choice[str]]:
        """The zones that what is typed may mean, each with the time there."""
        person = interaction.user
        if not (isinstance(person, discord.Member) and person.guild_permissions.manage_guild):
            return []
        now = datetime.now(UTC)
        return [
            app_commands.Choice(
                name=f"{name} · {now.astimezone(zones.named(name)):%H:%M}", value=name
            )
            for name in zones.matching(typed)[:OFFERED]
        ]


class Control(
    discord.ui.DynamicItem[discord.ui.Item[Any]],
    template=PREFIX + r"(?P<name>[a-z]+)(?::(?P<state>on|off))?",
):
    """A menu or button of the panel, known by its name also after a restart."""

    def __init__(self, item: discord.ui.Item[Any], name: str, state: str | None) -> None:
        super().__init__(item)
        self.name = name
        self.state = state

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003  (discord.py hands it over)
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the control again from what it is called."""
        return cls(item, match["name"], match["state"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Change what was chosen; discord.py would only log what goes wrong here."""
        try:
            managers_only(interaction)
            await self._choose(interaction)
        except Exception as error:
            await tell(interaction, error)

    async def _choose(self, interaction: Pressed) -> None:
        words = interaction.client.words(interaction, private=True)
        if self.name in {"timezone", "budget"}:
            chosen = interaction.client.guild_settings.of(interaction.guild_id)
            await interaction.response.send_modal(Typed(self.name, chosen, words))
            return
        if self.state is not None:
            allowed = interaction.client.settings.message_content
            changed = switched(self.name, on=self.state == "on", message_content=allowed)
        else:
            data: Any = interaction.data
            changed = picked(self.name, data["values"])
        await _apply(interaction, changed)


class Typed(discord.ui.Modal):
    """Where a time zone or a number of tokens is typed."""

    def __init__(self, name: str, chosen: GuildSettings, words: Words) -> None:
        zone = name == "timezone"
        super().__init__(title=words("Time zone") if zone else words("Chat model"), timeout=900)
        self.name = name
        self.typed = discord.ui.TextInput[Self](
            custom_id="typed",
            required=False,
            max_length=60,
            default=chosen.timezone if zone else _digits(chosen.budget),
            placeholder="Europe/Berlin" if zone else "50000",
        )
        label = words("City or time zone") if zone else words("Tokens a day")
        empty = words("Leave it empty for what whoever runs me set.")
        self.add_item(discord.ui.Label(text=label, description=empty, component=self.typed))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Change what was typed, or say what is wrong with it."""
        try:
            await self._take(interaction)
        except Exception as error:
            await tell(interaction, error)

    async def _take(self, interaction: Pressed) -> None:
        managers_only(interaction)
        bot = interaction.client
        if self.name == "timezone":
            changed = zone_typed(self.typed.value)
        else:
            changed = budget_typed(self.typed.value, bot.settings.chat_budget_guild)
        await _apply(interaction, changed)


async def _apply(interaction: Pressed, changed: dict[str, Any]) -> None:
    """Keep a choice, and show the panel anew in its own place."""
    await interaction.response.defer()
    told = await _change(interaction, changed)
    await interaction.edit_original_response(view=_panel(interaction, told))


async def _change(interaction: Pressed, changed: dict[str, Any]) -> str:
    """Keep a choice; gives what is said of it."""
    bot, guild_id = interaction.client, interaction.guild_id
    if guild_id is None:
        raise NotManager
    await asyncio.to_thread(bot.guild_settings.change, guild_id, **changed)
    [(name, value)] = changed.items()
    kept = sorted(value) if isinstance(value, frozenset) else value
    # By numbers alone: names are for people, and people change them.
    log.info("In server %d, %d set %s to %s.", guild_id, interaction.user.id, name, kept)
    words = bot.words(interaction, private=True)
    if name == "timezone":
        zone = bot.zone(guild_id)
        return words(ZONE_SET, zone=f"`{zone}`", time=f"{datetime.now(zone):%H:%M}")
    return words(CHANGED)


def _panel(interaction: Pressed, told: str) -> discord.ui.LayoutView:
    bot, guild = interaction.client, interaction.guild
    if guild is None:
        raise NotManager
    chosen, zone = bot.guild_settings.of(guild.id), bot.zone(guild.id)
    found = Circumstances(
        now=datetime.now(zone),
        zone=str(zone),
        message_content=bot.settings.message_content,
        chat_model=bot.settings.chat_model is not None,
        tokens=bot.settings.chat_budget_guild,
        channels=frozenset(channel.id for channel in guild.channels),
        roles=frozenset(role.id for role in guild.roles),
        mute=_mute(guild, chosen),
    )
    return panel(chosen, found, bot.words(interaction, private=True), told=told)


def _mute(guild: discord.Guild, chosen: GuildSettings) -> tuple[str, ...]:
    """The chosen channels where the bot lacks a permission that it answers with."""
    channels = [one for one in guild.channels if one.id in chosen.channels]
    return tuple(
        channel.mention
        for channel in channels
        if lacking(
            channel.permissions_for(guild.me),
            thread=isinstance(channel, discord.ForumChannel),
        )
    )


def _digits(number: int | None) -> str | None:
    return None if number is None else str(number)


async def setup(bot: NewsBot) -> None:
    """Add the cog, and have its controls known by their names."""
    bot.add_dynamic_items(Control)
    await bot.add_cog(ServerSettings(bot))
