"""The command tree: what Discord shows of the bot's commands, kept up to date."""

import asyncio
import hashlib
import json
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot import faults
from bot.translator import CommandWords

if TYPE_CHECKING:
    from bot.client import NewsBot

log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree["NewsBot"]):
    """The slash commands; Discord keeps a copy, renewed only when they changed."""

    def __init__(self, client: "NewsBot", **options: Any) -> None:  # noqa: ANN401, as discord.py has them
        super().__init__(client, **options)
        self.ids: dict[str, int] = {}
        """The commands' numbers at Discord, by their names, as far as they are known."""

    async def on_error(
        self,
        interaction: "discord.Interaction[NewsBot]",
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        """Give every failed command the same ending."""
        await faults.tell(interaction, error)
        if isinstance(error, faults.OUTDATED):
            await self.forget(self.client.dev_guild)

    async def renew_for(self, guild: discord.Object | None) -> None:
        """Have the commands at Discord, in the one guild where they are developed or everywhere.

        Where Discord does not take them, those that it has are used on.
        """
        try:
            await self._renew_for(guild)
        except discord.Forbidden:
            log.warning(
                "Discord does not let me set up the slash commands: "
                "invite me again with the scope applications.commands."
            )
        except discord.DiscordServerError:
            raise
        except (discord.HTTPException, discord.RateLimited, app_commands.AppCommandError) as error:
            log.warning("Discord did not take the commands, so older ones stay: %s", error)

    async def _renew_for(self, guild: discord.Object | None) -> None:
        # A guild with commands of its own shows those for everybody as well, each of them twice:
        # so there are either the ones or the others.
        desk, chosen = self.client.desk, str(guild.id) if guild else ""
        left = await asyncio.to_thread(desk.note, "commands:dev-guild")
        if left and left != chosen:
            self.clear_commands(guild=discord.Object(int(left)))
            # A guild that the bot was removed from shows nothing anyway.
            with suppress(discord.Forbidden, discord.NotFound):
                await self.renew(discord.Object(int(left)))
        await asyncio.to_thread(desk.set_note, "commands:dev-guild", chosen)
        if guild is not None:
            self.copy_global_to(guild=guild)
            self.clear_commands(guild=None)
            await self.renew(None)
        await self.renew(guild)

    async def renew(self, guild: discord.abc.Snowflake | None) -> None:
        """Send the commands to Discord unless it has these already."""
        desk, key, digest = self.client.desk, self._key(guild), await self._digest(guild)
        if await asyncio.to_thread(desk.note, key) == digest:
            kept = await asyncio.to_thread(desk.note, f"{key}:ids")
            self.ids |= json.loads(kept or "{}")
            return
        ids = {command.name: command.id for command in await self.sync(guild=guild)}
        self.ids |= ids
        await asyncio.to_thread(desk.set_note, key, digest)
        await asyncio.to_thread(desk.set_note, f"{key}:ids", json.dumps(ids))
        log.info("The commands changed and were sent to Discord.")

    async def forget(self, guild: discord.abc.Snowflake | None) -> None:
        """Hold Discord's copy for outdated, so that the next start renews it."""
        await asyncio.to_thread(self.client.desk.set_note, self._key(guild), "")

    def _key(self, guild: discord.abc.Snowflake | None) -> str:
        return f"commands:{self.client.application_id}:{guild.id if guild else 'everywhere'}"

    async def _digest(self, guild: discord.abc.Snowflake | None) -> str:
        # Its translations belong to a command: when they alone changed, it is sent anew.
        words, commands = self.translator or CommandWords(), self.get_commands(guild=guild)
        sent = [await command.get_translated_payload(self, words) for command in commands]
        sent.sort(key=lambda command: (command["type"], command["name"]))
        return hashlib.sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()
