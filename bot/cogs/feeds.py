"""Following feeds from Discord: /feeds add, list, remove and check, for who manages the server."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.choosing import FeedChoice
from bot.client import NewsBot
from bot.faults import explain
from bot.feeds import followed, listing, merged, name, report
from bot.markup import pages, safe
from bot.permissions import staff_only
from bot.replies import Reply
from bot.reports import tally
from ingest.feeds.polling import Check, Look, check_due
from ingest.feeds.subscribing import Subscribed, subscribe
from ingest.report import Outcome, Progress
from retrieval.errors import SourceUnreadable
from retrieval.feeds import Feed

BETWEEN_EDITS = 1.2
"""Discord lets a channel's messages change about five times in five seconds."""

NO_ADDRESS = "That is no web address: it must begin with https://."
UNKNOWN = "No such feed is followed here; `/feeds list` shows those that are."
SEVERAL = "Several feeds have that name; give the address of the one you mean."
OFFERED = 25
"""Discord's own limit on what an option suggests."""


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Feeds(commands.GroupCog, group_name="feeds", group_description="Follow feeds"):
    """Follows feeds into the server's own library."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot
        group = self.__cog_app_commands_group__
        if bot.settings.ingest_roles and group is not None:
            # Discord would hide the command from these roles; our own check still stands.
            group.default_permissions = None

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let only staff in."""
        return await staff_only(interaction)

    @app_commands.command()
    @app_commands.describe(address="The web address of a feed, of a site that has one, or of OPML")
    async def add(
        self,
        interaction: discord.Interaction[NewsBot],
        address: app_commands.Range[str, 8, 2000],
    ) -> None:
        """Follow a feed: its news comes in by itself from now on."""
        if not address.strip().lower().startswith(("http://", "https://")):
            raise SourceUnreadable(NO_ADDRESS)
        await self._add(interaction, address.strip())

    @app_commands.command(name="list")
    async def list_feeds(self, interaction: discord.Interaction[NewsBot]) -> None:
        """Show the feeds followed here, and how each is faring."""
        reply = await Reply.to_interaction(interaction, private=True)
        await reply.write(listing(await self._held(interaction)))

    @app_commands.command()
    @app_commands.describe(feed="The feed, by its name or address")
    async def remove(
        self,
        interaction: discord.Interaction[NewsBot],
        feed: app_commands.Range[str, 1, 2000],
    ) -> None:
        """Follow a feed no longer; its articles stay."""
        reply = await Reply.to_interaction(interaction, private=False)
        meant = _meant(feed, await self._held(interaction))
        if len(meant) != 1:
            await reply.write([SEVERAL if meant else UNKNOWN])
            return
        [gone] = meant
        await asyncio.to_thread(self.bot.desk.archive.feeds.remove, gone.id, {gone.library})
        await reply.write(
            pages(f"**{safe(name(gone))}** is followed no longer; its articles stay.")
        )

    @app_commands.command()
    @app_commands.describe(feed="The feed, by its name or address; all of them if left out")
    async def check(
        self,
        interaction: discord.Interaction[NewsBot],
        feed: app_commands.Range[str, 1, 2000] | None = None,
    ) -> None:
        """Look at the feeds now, and bring in what is new."""

        async def work(reply: Reply) -> str:
            held = await self._held(interaction)
            chosen = held if feed is None else _meant(feed, held)
            if not chosen:
                return UNKNOWN if held or feed else listing([])[0]
            return await self._checked(reply, chosen)

        await self._work(interaction, work)

    @remove.autocomplete("feed")
    @check.autocomplete("feed")
    async def _suggested(
        self, interaction: discord.Interaction[NewsBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        # Discord's library checks who may run a command, and not who is offered its options.
        if not self.bot.staff(interaction.user):
            return []
        held = await self._held(interaction)
        fits = [one for one in held if typed.lower() in f"{name(one)} {one.url}".lower()]
        return [app_commands.Choice(name=name(one)[:100], value=one.id) for one in fits[:OFFERED]]

    async def _held(self, interaction: discord.Interaction[Any]) -> list[Feed]:
        library = self.bot.library(interaction.guild_id)
        return await asyncio.to_thread(self.bot.desk.archive.feeds.all, {library})

    async def _add(self, interaction: discord.Interaction[Any], address: str) -> None:
        async def work(reply: Reply) -> str | FeedChoice:
            found = await asyncio.to_thread(self._subscribe, address, interaction.guild_id)
            if found.choices:
                return FeedChoice(address, found.choices, interaction.user.id, reply, self._choose)
            line = followed(found.added, found.known)
            if len(found.added) != 1:
                return line
            await reply.say(line)
            return f"{line}\n{await self._checked(reply, found.added)}"

        await self._work(interaction, work)

    async def _choose(self, interaction: discord.Interaction[Any], address: str) -> None:
        # Who asked may have lost the role since.
        await self.interaction_check(interaction)
        await self._add(interaction, address)

    def _subscribe(self, address: str, guild_id: int | None) -> Subscribed:
        return subscribe(
            address,
            self.bot.desk.ingester,
            self.bot.library(guild_id),
            cancelled=self.bot.stopping.is_set,
        )

    async def _work(
        self, interaction: discord.Interaction[Any], work: "Callable[[Reply], Any]"
    ) -> None:
        """Do something with a reply, which ends in what came of it or in why nothing did."""
        reply = await Reply.to_interaction(interaction, private=False)
        with self.bot.working(reply):
            try:
                async with self.bot.turn_to_read(reply):
                    told = await work(reply)
            except Exception as error:
                told = explain(error, interaction.id)
            if isinstance(told, FeedChoice):
                await reply.show(told, told.plain())
            else:
                await reply.write(pages(told))

    async def _checked(self, reply: Reply, feeds: Sequence[Feed]) -> str:
        """Look at feeds, the count shown while it goes on; gives the report."""
        counts: Counter[Outcome] = Counter()

        def heard(progress: Progress) -> None:
            # Called from the threads that read; only Discord's loop may talk to Discord.
            if progress.result is not None:
                counts[progress.result.outcome] += 1

        desk, stopping = self.bot.desk, self.bot.stopping.is_set
        now = datetime.now(UTC)
        look = Look(desk.ingester, now, on_progress=heard, cancelled=stopping)
        work = asyncio.create_task(asyncio.to_thread(check_due, look, feeds))
        shown = ""
        while not (await asyncio.wait({work}, timeout=BETWEEN_EDITS))[0]:
            line = tally(counts.total(), None, dict(counts))
            if line != shown:
                await reply.say(line)
            shown = line
        return await asyncio.to_thread(self._report, work.result(), feeds[0].library)

    def _report(self, checks: Sequence[Check], library: str) -> str:
        told = (result.article for result in merged(checks).results if result.article)
        firsts = self.bot.desk.relatives(told, {library})
        return report(checks, firsts, cut_short=self.bot.stopping.is_set())


def _meant(word: str, held: Sequence[Feed]) -> list[Feed]:
    """The feeds of this id, address or name."""
    word = word.strip()
    return [one for one in held if word in {one.id, one.url, name(one)}]


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Feeds(bot))
