"""Bringing news in from Discord: /ingest url and /ingest file, for who manages the server."""

import asyncio
from collections import Counter
from pathlib import PurePath
from urllib.parse import urlsplit

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import NewsBot
from bot.desk import as_overrides
from bot.faults import explain
from bot.permissions import NotStaff, is_staff
from bot.replies import Reply
from bot.reports import outcome, tally
from ingest.report import Outcome, Overrides, Progress, Summary
from ingest.sources import Address, Given, Upload
from retrieval.errors import SourceUnreadable

LARGEST = 5 * 1024 * 1024
TOO_LARGE = "That file is larger than 5 MB: split it and try again."
AT_ONCE = 2
"""More would take the threads that questions are answered in."""

WAITING = "Other news is being read; yours comes next…"
BETWEEN_EDITS = 1.2
"""Discord lets a channel's messages change about five times in five seconds."""

ENDINGS = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".xml", ".rss", ".atom"})
TYPES = frozenset({"text", "application/xml", "application/xhtml+xml"})


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Library(commands.GroupCog, group_name="ingest", group_description="Bring news in"):
    """Brings articles into the server's own library."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot
        self._slots = asyncio.Semaphore(AT_ONCE)
        group = self.__cog_app_commands_group__
        if bot.settings.ingest_roles and group is not None:
            # Discord would hide the command from these roles; our own check still stands.
            group.default_permissions = None

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let only staff in: what Discord hides is a hint that servers may change."""
        if not is_staff(interaction.user, self.bot.settings.ingest_roles):
            raise NotStaff
        return True

    @app_commands.command()
    @app_commands.describe(
        address="The article's or feed's web address",
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
        """Bring in an article from the web."""
        if urlsplit(address.strip()).scheme.lower() not in {"http", "https"}:
            raise SourceUnreadable("That is no web address: it must begin with https://.")
        overrides = as_overrides(outlet=outlet, date=date)
        await self._ingest(interaction, Address(address.strip()), overrides)

    @app_commands.command()
    @app_commands.describe(
        attachment="A text, Markdown, HTML or feed file of at most 5 MB",
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
        """Bring in an article from a file."""
        _acceptable(attachment)
        overrides = as_overrides(outlet=outlet, date=date)
        await self._ingest(interaction, attachment, overrides)

    async def _ingest(
        self,
        interaction: discord.Interaction[NewsBot],
        source: Address | discord.Attachment,
        overrides: Overrides,
    ) -> None:
        reply = await Reply.to_interaction(interaction, private=False)
        with self.bot.working(reply):
            try:
                if self._slots.locked():
                    await reply.say(WAITING)
                async with self._slots:
                    given = source if isinstance(source, Address) else await _upload(source)
                    summary = await self._run(reply, given, interaction.guild_id, overrides)
                pages = outcome(summary, cut_short=self.bot.stopping.is_set())
            except Exception as error:
                pages = [explain(error, interaction.id)]
            await reply.write(pages)

    async def _run(
        self,
        reply: Reply,
        given: Given,
        guild_id: int | None,
        overrides: Overrides,
    ) -> Summary:
        latest: list[Progress] = []
        counts: Counter[Outcome] = Counter()

        def heard(progress: Progress) -> None:
            # Called from the thread that ingests; only Discord's loop may talk to Discord.
            if progress.result is not None:
                counts[progress.result.outcome] += 1
            latest[:] = [progress]

        work = asyncio.create_task(
            asyncio.to_thread(
                self.bot.desk.ingest,
                [given],
                self.bot.library(guild_id),
                overrides=overrides,
                on_progress=heard,
                cancelled=self.bot.stopping.is_set,
            )
        )
        shown = ""
        while not (await asyncio.wait({work}, timeout=BETWEEN_EDITS))[0]:
            line = tally(latest[0].done, latest[0].total, dict(counts)) if latest else "Reading…"
            if line != shown:
                await reply.say(line)
            shown = line
        return work.result()


def _acceptable(attachment: discord.Attachment) -> None:
    if attachment.size > LARGEST:
        raise SourceUnreadable(TOO_LARGE)
    kind = (attachment.content_type or "").partition(";")[0].strip().lower()
    ending = PurePath(attachment.filename).suffix.lower()
    # The kind is only what the sender's machine believes, and is often missing.
    fits = kind in TYPES or kind.startswith("text/") or kind.endswith("+xml")
    if ending not in ENDINGS and not (fits and not ending):
        raise SourceUnreadable("I read text, Markdown, HTML and feed files: send one of those.")
    if kind and not fits and kind != "application/octet-stream":
        raise SourceUnreadable(f"That is not text but {kind}: send text, Markdown or HTML.")


async def _upload(attachment: discord.Attachment) -> Upload:
    content = await attachment.read()
    # Its size was the sender's claim.
    if len(content) > LARGEST:
        raise SourceUnreadable(TOO_LARGE)
    return Upload(attachment.filename, content)


async def setup(bot: NewsBot) -> None:
    """Add the cog."""
    await bot.add_cog(Library(bot))
