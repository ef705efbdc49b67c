"""Bringing news in from Discord, for who manages the server: by command, or from a message."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import NewsBot
from bot.cogs.feeds import Feeds
from bot.delivery.replies import Reply
from bot.faults import explain
from bot.given import as_overrides
from bot.guild.permissions import staff_only
from bot.newsroom.attachments import LARGEST, fetched, of_message, readable
from bot.newsroom.jobs import CancelButton, Job
from bot.newsroom.pasting import Pasted, TextForm, give_back
from bot.newsroom.reports import outcome, reading, tally
from bot.words import phrase
from ingest.links import links_in
from ingest.report import Outcome, Overrides, Progress, Result, Summary
from ingest.sources import Address, Given
from retrieval.errors import SourceUnreadable
from retrieval.news import Article

NO_LINK = phrase("There is no web address in that: it must begin with https://.")
NOTHING = phrase("There is no link and no file that I read in that message.")
NOT_TAKEN = phrase("Your text did not come in.")

Source = Address | discord.Attachment


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Library(commands.GroupCog, group_name="ingest", group_description="Bring news in."):
    """Brings articles into the server's own library."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot
        # discord.py takes no menu from a cog by itself.
        self._menu = app_commands.ContextMenu(
            name="Ingest links in this message", callback=self.message
        )
        self._menu.add_check(self.interaction_check)
        self._menu.guild_only = True
        self._menu.default_permissions = discord.Permissions(manage_guild=True)
        group = self.__cog_app_commands_group__
        if bot.settings.ingest_roles and group is not None:
            # Discord would hide the commands from these roles; our own check still stands.
            group.default_permissions = self._menu.default_permissions = None

    async def cog_load(self) -> None:
        """Add the menu of messages."""
        self.bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu away again."""
        self.bot.tree.remove_command(self._menu.name, type=self._menu.type)

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let only staff in."""
        return await staff_only(interaction)

    @app_commands.command()
    @app_commands.describe(
        address="The web address of an article, a feed or a site; several are read one by one",
        outlet="Who published it, where the page does not say",
        date="When it was published, such as 2026-08-04",
    )
    async def url(
        self,
        interaction: discord.Interaction[NewsBot],
        address: app_commands.Range[str, 8, 2000],
        outlet: app_commands.Range[str, 1, 100] | None = None,
        date: app_commands.Range[str, 4, 40] | None = None,
    ) -> None:
        """Bring in articles from the web."""
        if not (links := links_in(address)):
            raise SourceUnreadable(NO_LINK)
        overrides = as_overrides(outlet=outlet, date=date)
        await self._ingest(interaction, [Address(link) for link in links], overrides)

    @app_commands.command()
    @app_commands.describe(
        attachment=f"A page, text, PDF, mail, feed, dump or archive of at most {LARGEST} MB",
        outlet="Who published it, where the file does not say",
        date="When it was published, such as 2026-08-04",
    )
    async def file(
        self,
        interaction: discord.Interaction[NewsBot],
        attachment: discord.Attachment,
        outlet: app_commands.Range[str, 1, 100] | None = None,
        date: app_commands.Range[str, 4, 40] | None = None,
    ) -> None:
        """Bring in articles from a file."""
        readable(attachment)
        overrides = as_overrides(outlet=outlet, date=date)
        await self._ingest(interaction, [attachment], overrides)

    @app_commands.command()
    async def text(self, interaction: discord.Interaction[NewsBot]) -> None:
        """Paste an article into a form."""
        words = self.bot.words(interaction, private=True)
        await interaction.response.send_modal(TextForm(self._paste, words))

    @app_commands.command()
    @app_commands.describe(address="The web address of a feed, of a site that has one, or of OPML")
    async def feed(
        self,
        interaction: discord.Interaction[NewsBot],
        address: app_commands.Range[str, 8, 2000],
    ) -> None:
        """Follow a feed, as /feeds add does: its news comes in by itself."""
        feeds = self.bot.get_cog(Feeds.__cog_name__)
        assert isinstance(feeds, Feeds)
        await feeds.follow(interaction, address)

    async def message(
        self, interaction: discord.Interaction[NewsBot], message: discord.Message
    ) -> None:
        """Bring in what a message links to, and the files that it carries."""
        text, files = of_message(message)
        links = [Address(link) for link in links_in(text)]
        if not links and not files:
            raise SourceUnreadable(NOTHING)
        await self._ingest(interaction, [*links, *files], Overrides())

    async def _paste(self, interaction: discord.Interaction[Any], typed: Pasted) -> None:
        """Take in what was typed into the form, and give it back when that fails."""
        overrides = typed.overrides()
        summary = await self._ingest(interaction, [], overrides, [typed.source()])
        if summary is None or summary.count(Outcome.FAILED) or not summary.total:
            words = self.bot.words(interaction, private=True)
            await give_back(interaction, words(NOT_TAKEN), typed, self._paste, words)

    async def _ingest(
        self,
        interaction: discord.Interaction[Any],
        sources: Sequence[Source],
        overrides: Overrides,
        pasted: Sequence[Given] = (),
    ) -> Summary | None:
        """Take sources in and tell what came of it; gives None when it could not be done."""
        words, guild_id = self.bot.words(interaction), interaction.guild_id
        reply = await Reply.to_interaction(interaction, private=False)
        summary = None
        async with self.bot.jobs.work(self.bot, reply, words) as job:
            try:
                async with self.bot.turn_to_read(reply, job):
                    given, refused = await fetched(sources)
                    run = await self._run(job, [*pasted, *given], guild_id, overrides)
                    firsts = await self._firsts(run, guild_id)
                summary = _with(run, refused)
                pages = outcome(
                    summary,
                    firsts,
                    words,
                    cut_short=self.bot.stopping.is_set(),
                    cancelled=job.cancelled,
                )
            except Exception as error:
                pages = [explain(error, interaction.id, words=words)]
            await reply.write(pages)
        return summary

    async def _run(
        self, job: Job, given: Sequence[Given], guild_id: int | None, overrides: Overrides
    ) -> Summary:
        latest: list[Progress] = []
        counts: Counter[Outcome] = Counter()

        def heard(progress: Progress) -> None:
            # Called from the thread that ingests; only Discord's loop may talk to Discord.
            if progress.result is not None:
                counts[progress.result.outcome] += 1
            latest[:] = [progress]

        def work() -> Summary:
            return self.bot.desk.ingest(
                given,
                self.bot.library(guild_id),
                overrides=overrides,
                on_progress=heard,
                cancelled=job.ended,
            )

        def line() -> str:
            if not latest:
                return reading(job.words)
            return tally(latest[0].done, latest[0].total, dict(counts), job.words)

        return await job.run(work, line)

    async def _firsts(self, summary: Summary, guild_id: int | None) -> dict[str, Article]:
        """The articles whose story or text the new ones tell again."""
        told = [result.article for result in summary.results if result.article]
        library = self.bot.library(guild_id)
        return await asyncio.to_thread(self.bot.desk.relatives, told, [library])


def _with(summary: Summary, refused: Sequence[Result]) -> Summary:
    counts = Counter(summary.counts) + Counter(result.outcome for result in refused)
    return replace(summary, results=(*summary.results, *refused), counts=counts)


async def setup(bot: NewsBot) -> None:
    """Add the cog, and the button that cancels what it does."""
    bot.add_dynamic_items(CancelButton)
    await bot.add_cog(Library(bot))
