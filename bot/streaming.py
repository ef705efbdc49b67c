"""An answer shown in its placeholder while it is still being written."""

import asyncio
import logging
from contextlib import suppress
from types import TracebackType
from typing import Self

import discord

from bot.cards import draft
from bot.replies import FAILED, Reply
from retrieval.news import AnswerSentence

log = logging.getLogger(__name__)

PACE_SECONDS = 1.2
"""Discord takes five edits in five seconds, of all the messages of a channel together."""
HOLD_SECONDS = 5.0
"""How long Discord is left alone after an edit that it did not take."""


class Draft:
    """The sentences so far, in a message that is edited as they come; open while one writes.

    Edits follow one another, each some time after the one before, and always with the newest
    text. Once it is closed none is under way and none comes any more.
    """

    def __init__(
        self, reply: Reply, asked: str | None = None, *, others: "set[Draft] | None" = None
    ) -> None:
        """Begin with nothing; `others` are the drafts that share what Discord takes."""
        self._reply = reply
        self._asked = asked
        self._growing = set[Draft]() if others is None else others
        self._sentences: list[AnswerSentence] = []
        self._shown = ""
        self._news = asyncio.Event()
        self._over = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._showing = asyncio.create_task(self._show(), name="show a draft")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._growing.discard(self)
        self._over.set()
        self._news.set()
        # Not cancelled: discord.py would hold every request back for ever if that happened while
        # it waits out a global rate limit, and Discord might take the edit after the answer.
        await self._showing

    def add(self, sentence: AnswerSentence) -> None:
        """Take a sentence, in whatever thread it was written; after the end it is dropped."""
        with suppress(RuntimeError):  # the loop was closed meanwhile
            self._loop.call_soon_threadsafe(self._take, sentence)

    def _take(self, sentence: AnswerSentence) -> None:
        if not self._over.is_set():
            self._growing.add(self)
            self._sentences.append(sentence)
            self._news.set()

    async def _show(self) -> None:
        while await self._come():
            pause = await self._edit()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), pause)

    async def _come(self) -> bool:
        """Wait for what is not shown yet; False at the end."""
        await self._news.wait()
        self._news.clear()
        return not self._over.is_set()

    async def _edit(self) -> float:
        """Show what has come; returns for how long to leave Discord alone."""
        text = draft(self._sentences, self._asked)
        if text == self._shown:
            return 0.0
        begun, self._shown = self._loop.time(), text
        try:
            await self._reply.rewrite(text)
        except discord.RateLimited as error:
            return error.retry_after
        except FAILED as error:
            log.info("A draft did not arrive: %s", error)
            return HOLD_SECONDS
        # What took long was held back by a rate limit, of which it is better to keep clear.
        return max(PACE_SECONDS * len(self._growing), self._loop.time() - begun)
