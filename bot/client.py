"""NewsBot: the Discord client over one open desk."""

import asyncio
import logging
import pkgutil
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import tzinfo

import discord
from discord import app_commands
from discord.ext import commands

from bot import cogs
from bot.answers.in_hand import InHand
from bot.answers.queueing import Queue
from bot.answers.streaming import Draft
from bot.answers.turns import Turns
from bot.choices import known_outlets
from bot.delivery.at_work import AtWork
from bot.delivery.reaching import impatient
from bot.delivery.replies import Reply
from bot.delivery.taken import Taken
from bot.desk import Desk
from bot.guild.guilds import Guilds
from bot.guild.helping import IN_DIRECT_MESSAGES
from bot.guild.permissions import INVITED, is_staff
from bot.newsroom.jobs import Job, Jobs
from bot.poller import Poller
from bot.settings import Settings
from bot.translator import CommandWords
from bot.tree import Tree
from bot.words import Words, language_of, phrase, words_in
from retrieval.errors import NewsdeskError
from retrieval.news import SHARED

log = logging.getLogger(__name__)

GRACE_SECONDS = 20.0
WAITING = phrase("Other news is being read; yours comes next…")
SERVERS_ONLY = phrase("I answer in servers only; ask me in a channel of one.")
AT_ONCE, READING_AT_ONCE = 2, 2
"""More would take the threads that questions are answered in."""


class NewsBot(commands.Bot):
    """The bot in Discord, over one open desk."""

    tree: Tree

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__(
            commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            # Mentions carry their text without the privileged message-content intent.
            intents=discord.Intents(
                guilds=True,
                guild_messages=True,
                # Where they are not let in, who writes one is told where to ask.
                dm_messages=True,
                message_content=settings.message_content,
            ),
            # Of one connection Discord is told nothing; of None it is asked how many.
            shard_count=None if settings.discord_shards == 1 else settings.discord_shards,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=False, private_channel=False
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_ratelimit_timeout=60,
            activity=discord.CustomActivity("Ask me about the news"),
        )
        self.desk = desk
        self.settings = settings
        self.guild_settings = Guilds(desk)
        self.turns = Turns()
        self.outlets = known_outlets(desk)
        self.taken = Taken(desk.archive.mentions)
        self.in_hand = InHand()
        self.drafts: set[Draft] = set()
        self.jobs = Jobs()
        self.slots = Queue(AT_ONCE)
        self.reading = asyncio.Semaphore(READING_AT_ONCE)
        self.stopping = threading.Event()
        self._at_work = AtWork()
        self._warming: asyncio.Task[None] | None = None
        self._poller = Poller(self)

    def library(self, guild_id: int | None, person_id: int | None = None) -> str:
        """The library of a guild, or of a person's direct messages where these are let in.

        A guild's holds its own articles and what was asked there; a person's, what was asked alone.
        """
        if guild_id is not None:
            return f"guild-{guild_id}"
        if person_id is None or not self.settings.direct_messages:
            raise NewsdeskError(SERVERS_ONLY)
        return f"dm-{person_id}"

    def libraries(self, guild_id: int | None, person_id: int | None = None) -> frozenset[str]:
        """The libraries that are read: the shared one, and in a guild its own."""
        own = self.library(guild_id, person_id)
        return frozenset({SHARED} if guild_id is None else {SHARED, own})

    def words_of(self, guild: discord.Guild | None) -> Words:
        """The words of a guild, where nobody's own language is known."""
        chosen = self.guild_settings.of(guild.id if guild else None).language
        return words_in(language_of(chosen or (str(guild.preferred_locale) if guild else None)))

    def words(
        self, asked: discord.Interaction | discord.Message, *, private: bool = False
    ) -> Words:
        """The words to answer in: those the guild chose, or else of the asker's language.

        What only the asker sees is in the asker's language, which a message does not tell.
        """
        guild = asked.guild
        chosen = self.guild_settings.of(guild.id if guild else None).language
        own = asked.locale if isinstance(asked, discord.Interaction) else None
        preferred = guild.preferred_locale if guild else None
        order = (own, chosen, preferred) if private else (chosen, own, preferred)
        return words_in(language_of(next((str(one) for one in order if one), None)))

    def staff(self, person: discord.Member | discord.User) -> bool:
        """Whether a person may bring news in, of those whom the operator or the guild lets."""
        guild = getattr(person, "guild", None)
        chosen = self.guild_settings.of(guild.id if guild else None).ingesters
        return is_staff(person, self.settings.ingest_roles | {str(role) for role in chosen})

    def zone(self, guild_id: int | None) -> tzinfo:
        """The zone of a guild's days."""
        return self.guild_settings.of(guild_id).zone or self.settings.zone

    async def setup_hook(self) -> None:
        """Load the commands and buttons, and the model in the background."""
        impatient(self)
        self._warm()
        await asyncio.to_thread(self.guild_settings.load)
        await self.tree.set_translator(CommandWords())
        # Every module of the folder is a cog.
        for cog in pkgutil.iter_modules(cogs.__path__, f"{cogs.__name__}."):
            await self.load_extension(cog.name)
        self._let_in_directly()
        self._poller.start()
        await self.tree.renew_for(self.dev_guild)

    def _let_in_directly(self) -> None:
        if self.settings.direct_messages:
            for name in IN_DIRECT_MESSAGES:
                command = self.tree.get_command(name)
                if isinstance(command, app_commands.Command):
                    command.allowed_contexts = app_commands.AppCommandContext(dm_channel=True)

    @property
    def dev_guild(self) -> discord.Object | None:
        """The one guild that has the commands while they are being developed."""
        chosen = self.settings.dev_guild
        return discord.Object(chosen) if chosen else None

    def _warm(self) -> "asyncio.Task[None]":
        task = self._warming
        # A failure is not for ever: the next question tries again.
        if task is None or (task.done() and (task.cancelled() or task.exception())):
            task = asyncio.create_task(asyncio.to_thread(self.desk.warm), name="warm the model")
            task.add_done_callback(_note_failure)
            self._warming = task
        return task

    @property
    def warm(self) -> bool:
        """Whether the embedding model is loaded."""
        task = self._warming
        return task is not None and task.done() and task.exception() is None

    async def warmed(self) -> None:
        """Wait until the embedding model is loaded."""
        await asyncio.shield(self._warm())

    @asynccontextmanager
    async def turn_to_read(self, reply: Reply, job: Job) -> AsyncIterator[None]:
        """Wait, and say so, until there is room for one more to bring news in."""
        if self.reading.locked():
            await reply.say(job.words(WAITING), job.button)
        async with self.reading:
            job.begun = True
            yield
        # What is followed need not wait for its next round.
        self.dispatch("news_read")

    @asynccontextmanager
    async def working(self, reply: Reply, words: Words) -> AsyncIterator[None]:
        """Know a reply as unfinished: closing waits for it or takes leave of it in these words.

        What others see of it tells of a crash after the restart.
        """
        reply.words = words
        with self._at_work.on(reply):
            async with self.taken.holding(reply):
                yield

    async def close(self) -> None:
        """Let answers at work finish, take leave of the rest, then leave Discord."""
        if not self.stopping.is_set():
            self.stopping.set()
            await self._at_work.finish(GRACE_SECONDS if self.is_ready() else 0.0)
            await self._at_work.take_leave()
            await self._poller.close()
        await super().close()
        self._at_work.end()

    async def on_ready(self) -> None:
        """Say in the log that questions may come, or how to be let into a server."""
        log.info("Ready as %s; servers: %d.", self.user, len(self.guilds))
        if not self.guilds and self.application_id:
            url = discord.utils.oauth_url(
                self.application_id,
                permissions=discord.Permissions(**dict.fromkeys(INVITED, True)),
                scopes=("bot", "applications.commands"),
            )
            log.info("Invite me to a server: %s", url)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the cogs: there are no commands with a prefix."""

    async def on_error(self, event_method: str, /, *_args: object, **_kwargs: object) -> None:
        """Log what failed outside any command, without what was said."""
        log.error("The event %s went wrong.", event_method, exc_info=True)  # noqa: LOG014  (discord.py calls it while handling one)


def _note_failure(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("The embedding model did not load: %s", error)
