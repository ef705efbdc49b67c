"""Following feeds from Discord: /feeds add, list, remove and check, for who manages the server."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.pressing import LOOK_UP_SECONDS, pressed
from bot.client import NewsBot
from bot.delivery.replies import Reply
from bot.faults import explain
from bot.guild.permissions import staff_only
from bot.markup import pages, safe
from bot.newsroom.article_buttons import messages, paged_view
from bot.newsroom.choosing import FeedChoice
from bot.newsroom.feeds import MOST, NONE_HERE, PAGE, feeds_page, followed, merged, name, report
from bot.newsroom.jobs import Job
from bot.newsroom.reports import NOTHING_YET, tally
from bot.paging import PageButton, page_count, turns
from bot.recent import Recent
from bot.words import phrase
from ingest.feeds.polling import Check, Look, check_due
from ingest.feeds.subscribing import Subscribed, subscribe
from ingest.report import Outcome, Progress
from retrieval.errors import NewsdeskError, SourceUnreadable
from retrieval.feeds import Feed

NO_ADDRESS = phrase("That is no web address: it must begin with https://.")
UNKNOWN = phrase("No such feed is followed here; `/feeds list` shows those that are.")
SEVERAL = phrase("Several feeds have that name; give the address of the one you mean.")
OFFERED = 25
"""Discord's own limit on what an option suggests."""
FRESH_SECONDS = 5.0

Work = Callable[[Job, Reply], Awaitable[str | FeedChoice]]


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Feeds(commands.GroupCog, group_name="feeds", group_description="Follow feeds."):
    """Follows feeds into the server's own library."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot
        self._recent: Recent[str, Feed] = Recent(
            lambda library: bot.desk.archive.feeds.all({library}), FRESH_SECONDS
        )
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
        await self.follow(interaction, address)

    @app_commands.command(name="list")
    async def list_feeds(self, interaction: discord.Interaction[NewsBot]) -> None:
        """Show the feeds followed here, and how each is faring."""
        reply = await Reply.to_interaction(interaction, private=True)
        view = await self._page(interaction, 0)
        await reply.show(view, messages(view))

    @commands.Cog.listener()
    @pressed
    async def on_feeds_page_pressed(
        self, interaction: discord.Interaction[NewsBot], page: int
    ) -> None:
        """Show another page in the place of this one."""
        await self.interaction_check(interaction)
        await interaction.response.defer()
        await interaction.edit_original_response(view=await self._page(interaction, page))

    @app_commands.command()
    @app_commands.describe(feed="The feed, by its name or address")
    async def remove(
        self,
        interaction: discord.Interaction[NewsBot],
        feed: app_commands.Range[str, 1, 2000],
    ) -> None:
        """Follow a feed no longer; its articles stay."""
        words = self.bot.words(interaction)
        gone, *others = await self._chosen(interaction, feed)
        if others:
            raise NewsdeskError(SEVERAL)
        reply = await Reply.to_interaction(interaction, private=False)
        await asyncio.to_thread(self.bot.desk.archive.feeds.remove, gone.id, {gone.library})
        self._recent.forget(gone.library)
        called = safe(name(gone))
        await reply.write(
            pages(words("**{feed}** is followed no longer; its articles stay.", feed=called))
        )

    @app_commands.command()
    @app_commands.describe(feed="The feed, by its name or address; all of them if left out")
    async def check(
        self,
        interaction: discord.Interaction[NewsBot],
        feed: app_commands.Range[str, 1, 2000] | None = None,
    ) -> None:
        """Look at the feeds now, and bring in what is new."""
        chosen = await self._chosen(interaction, feed)

        async def work(job: Job, _reply: Reply) -> str:
            return await self._checked(job, chosen)

        await self._work(interaction, work)

    async def follow(self, interaction: discord.Interaction[Any], address: str) -> None:
        """Follow what is found at an address, or let the person choose among several feeds."""
        if not address.strip().lower().startswith(("http://", "https://")):
            raise SourceUnreadable(NO_ADDRESS)
        await self._add(interaction, address.strip())

    @remove.autocomplete("feed")
    @check.autocomplete("feed")
    async def _suggested(
        self, interaction: discord.Interaction[NewsBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        # Discord's library checks who may run a command, and not who is offered its options.
        if not self.bot.staff(interaction.user):
            return []
        held = await self._recent.of(self.bot.library(interaction.guild_id))
        fits = [one for one in held if typed.lower() in f"{name(one)} {one.url}".lower()]
        return [app_commands.Choice(name=name(one)[:100], value=one.id) for one in fits[:OFFERED]]

    async def _chosen(self, interaction: discord.Interaction[Any], typed: str | None) -> list[Feed]:
        """The feeds meant, or all of them; raises NewsdeskError where there is none.

        That is for the person alone, so it is found out before Discord is told that others see it.
        """
        async with asyncio.timeout(LOOK_UP_SECONDS):
            held = await self._held(interaction)
        chosen = held if typed is None else _meant(typed, held)
        if not chosen:
            raise NewsdeskError(UNKNOWN if typed else NONE_HERE)
        return chosen

    async def _held(self, interaction: discord.Interaction[Any]) -> list[Feed]:
        library = self.bot.library(interaction.guild_id)
        return await asyncio.to_thread(self.bot.desk.archive.feeds.all, {library})

    async def _page(
        self, interaction: discord.Interaction[Any], page: int
    ) -> discord.ui.LayoutView:
        held = await self._held(interaction)
        count = page_count(len(held), PAGE)
        page = min(page, count - 1)
        text = feeds_page(held, page, self.bot.words(interaction, private=True))
        return paged_view(text, turns("feeds", page, count))

    async def _add(self, interaction: discord.Interaction[Any], address: str) -> None:
        async def work(job: Job, reply: Reply) -> str | FeedChoice:
            found = await asyncio.to_thread(self._subscribe, address, interaction.guild_id, job)
            if found.choices:
                asker = interaction.user.id
                return FeedChoice(address, found.choices, asker, reply, self._choose, job.words)
            self._recent.forget(self.bot.library(interaction.guild_id))
            line = followed(found.added, found.known, job.words)
            if len(found.added) != 1:
                return line
            await reply.say(line, job.button)
            return f"{line}\n{await self._checked(job, found.added)}"

        await self._work(interaction, work)

    async def _choose(self, interaction: discord.Interaction[Any], address: str) -> None:
        # Who asked may have lost the role since.
        await self.interaction_check(interaction)
        await self._add(interaction, address)

    def _subscribe(self, address: str, guild_id: int | None, job: Job) -> Subscribed:
        return subscribe(
            address,
            self.bot.desk.ingester,
            self.bot.library(guild_id),
            most=MOST,
            cancelled=job.ended,
        )

    async def _work(self, interaction: discord.Interaction[Any], work: Work) -> None:
        """Do something with a reply, which ends in what came of it or in why nothing did."""
        words = self.bot.words(interaction)
        reply = await Reply.to_interaction(interaction, private=False)
        async with self.bot.jobs.work(self.bot, reply, words) as job:
            try:
                async with self.bot.turn_to_read(reply, job):
                    told = await work(job, reply)
            except Exception as error:
                early = words(NOTHING_YET) if job.cancelled else None
                told = early or explain(error, interaction.id, words=words)
            if isinstance(told, FeedChoice):
                await reply.show(told, told.plain())
            else:
                await reply.write(pages(told))

    async def _checked(self, job: Job, feeds: Sequence[Feed]) -> str:
        """Look at feeds, the count shown while it goes on; gives the report."""
        counts: Counter[Outcome] = Counter()

        def heard(progress: Progress) -> None:
            # Called from the threads that read; only Discord's loop may talk to Discord.
            if progress.result is not None:
                counts[progress.result.outcome] += 1

        look = Look(
            self.bot.desk.ingester, datetime.now(UTC), on_progress=heard, cancelled=job.ended
        )
        checks = await job.run(
            lambda: check_due(look, feeds),
            lambda: tally(counts.total(), None, dict(counts), job.words),
        )
        return await asyncio.to_thread(self._report, checks, feeds[0].library, job)

    def _report(self, checks: Sequence[Check], library: str, job: Job) -> str:
        told = (result.article for result in merged(checks).results if result.article)
        firsts = self.bot.desk.relatives(told, {library})
        cut_short = self.bot.stopping.is_set()
        return report(checks, firsts, job.words, cut_short=cut_short, cancelled=job.cancelled)


def _meant(word: str, held: Sequence[Feed]) -> list[Feed]:
    """The feeds of this id, address or name."""
    word = word.strip()
    return [one for one in held if word in {one.id, one.url, name(one)}]


async def setup(bot: NewsBot) -> None:
    """Add the cog and its buttons."""
    bot.add_dynamic_items(PageButton)
    await bot.add_cog(Feeds(bot))
