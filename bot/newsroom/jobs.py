"""Bringing news in, while it goes on: the count is shown, and staff may cancel it."""

import asyncio
import re
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Self, TypeVar

import discord

from bot.answers.pressing import pressed
from bot.delivery.replies import Reply
from bot.guild.permissions import NotStaff
from bot.lasting import Lasting
from bot.newsroom.reports import NOTHING_YET
from bot.words import Words, phrase

if TYPE_CHECKING:
    from bot.client import NewsBot

T = TypeVar("T")

BETWEEN_EDITS = 1.2
"""Discord lets a channel's messages change about five times in five seconds."""

CANCELLING = phrase("Cancelling… what is under way is finished first.")
OVER = phrase("That is over already.")


class Job:
    """One run that brings news in, which may be cancelled between two articles."""

    def __init__(self, bot: "NewsBot", reply: Reply, words: Words) -> None:
        self._stopping = bot.stopping
        self._cancel = threading.Event()
        self._reply = reply
        self.words = words
        self.begun = False
        """Whether its turn has come; until then there is nothing that could be finished."""

    @property
    def cancelled(self) -> bool:
        """Whether somebody cancelled it."""
        return self._cancel.is_set()

    def ended(self) -> bool:
        """Whether it is to go on no further: it was cancelled, or the bot is stopping."""
        return self._cancel.is_set() or self._stopping.is_set()

    def cancel(self) -> None:
        """Have it stop between two articles."""
        self._cancel.set()

    @property
    def button(self) -> discord.ui.View:
        """The button that cancels it."""
        view = discord.ui.View(timeout=None)
        view.add_item(CancelButton(self._reply.message_id, self.words))
        return view

    async def run(self, work: Callable[[], T], line: Callable[[], str]) -> T:
        """Do something in a thread, and show how far it is at the pace that Discord allows."""
        task = asyncio.create_task(asyncio.to_thread(work))
        shown = ""
        while not (await asyncio.wait({task}, timeout=BETWEEN_EDITS))[0]:
            now = self.words(CANCELLING) if self.cancelled else line()
            if now != shown:
                await self._reply.say(now, None if self.cancelled else self.button)
            shown = now
        return task.result()


class Jobs:
    """The runs at work, by the message that tells of each."""

    def __init__(self) -> None:
        self._at_work: dict[int, Job] = {}

    @asynccontextmanager
    async def work(self, bot: "NewsBot", reply: Reply, words: Words) -> AsyncIterator[Job]:
        """Know a run as one that is unfinished and may be cancelled, while it goes on."""
        job = self._at_work[reply.message_id] = Job(bot, reply, words)
        try:
            async with bot.working(reply, words):
                yield job
        finally:
            del self._at_work[reply.message_id]

    def get(self, message_id: int) -> Job | None:
        """The run that a message tells of, unless it is over."""
        return self._at_work.get(message_id)


class CancelButton(
    Lasting[discord.ui.Button[Any]],
    # A restart leaves it standing, and then it says that there is nothing to cancel.
    template=r"nd1:cancel:(?P<message>[0-9]{1,20})",
):
    """Cancels the run that its message tells of."""

    def __init__(self, message_id: int, words: Words | None = None) -> None:
        super().__init__(
            discord.ui.Button(
                label=words("Cancel") if words else None,
                style=discord.ButtonStyle.secondary,
                custom_id=f"nd1:cancel:{message_id}",
            )
        )
        self.message_id = message_id

    @classmethod
    def named(cls, match: re.Match[str], /) -> Self:
        """Make it again from its name."""
        return cls(int(match["message"]))

    @pressed
    async def callback(self, interaction: "discord.Interaction[NewsBot]") -> None:
        """Cancel, for staff."""
        bot = interaction.client
        if not bot.staff(interaction.user):
            raise NotStaff
        job = bot.jobs.get(self.message_id)
        if job is None:
            said = bot.words(interaction, private=True)(OVER)
            await interaction.response.send_message(said, ephemeral=True)
            return
        job.cancel()
        said = CANCELLING if job.begun else NOTHING_YET
        await interaction.response.edit_message(content=job.words(said), view=None)
