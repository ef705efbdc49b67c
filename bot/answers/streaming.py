"""How far an answer is, in its placeholder: its place in the queue, then what is written of it."""

import asyncio
import logging
from contextlib import suppress
from types import TracebackType
from typing import Self

import discord

from bot.answers.cards import draft
from bot.delivery.reaching import FAILED
from bot.delivery.replies import Reply
from bot.words import IN_ENGLISH, Words
from retrieval.answers import AnswerSentence

log = logging.getLogger(__name__)

PACE_SECONDS = 1.2
"""Discord takes five edits in five seconds, of all the messages of a channel together."""
HOLD_SECONDS = 5.0
"""How long Discord is left alone after an edit that it did not take."""


class Draft:
    """What there is to show so far, in a message that is edited as it comes; open while one writes.

    Edits follow one another, each some time after the one before, and always with the newest
    text. Once it is closed none is under way and none comes any more, and the last is long enough
    ago for the answer to follow.
    """

    def __init__(
        self,
        reply: Reply,
        asked: str | None = None,
        *,
        words: Words = IN_ENGLISH,
        others: "set[Draft] | None" = None,
    ) -> None:
        """Begin with nothing; `others` are the drafts that share what Discord takes."""
        self.reply = reply
        self._asked = asked
        self._words = words
        self._growing = set[Draft]() if others is None else others
        self._line = ""
        self._sentences: list[AnswerSentence] = []
        self._shown = ""
        self._free_at = 0.0
        self._news = asyncio.Event()
        self._begun = asyncio.Event()
        self._over = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._opened_at = self._loop.time()
        self._showing = asyncio.create_task(self._show(), name="show a draft")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._growing.discard(self)
        for event in (self._over, self._begun, self._news):
            event.set()
        # Not cancelled: discord.py would hold every request back for ever if that happened while
        # it waits out a global rate limit, and Discord might take the edit after the answer.
        await self._showing
        await asyncio.sleep(self._free_at - self._loop.time())

    def say(self, line: str) -> None:
        """Show a line on how far it is, from whatever thread; it gives way to what is written."""
        with suppress(RuntimeError):  # the loop was closed meanwhile
            self._loop.call_soon_threadsafe(self._take_line, line)

    def add(self, sentence: AnswerSentence) -> None:
        """Take a sentence, in whatever thread it was written; after the end it is dropped."""
        with suppress(RuntimeError):  # the same
            self._loop.call_soon_threadsafe(self._take, sentence)

    def _take_line(self, line: str) -> None:
        if not self._over.is_set():
            self._growing.add(self)
            self._line = line
            self._news.set()

    def _take(self, sentence: AnswerSentence) -> None:
        if not self._over.is_set():
            self._growing.add(self)
            self._sentences.append(sentence)
            self._begun.set()
            self._news.set()

    async def _show(self) -> None:
        while await self._come():
            pause = await self._edit()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), pause)

    async def _come(self) -> bool:
        """Wait for what is not shown yet; False at the end."""
        await self._news.wait()
        # A line that holds for a moment only is not worth an edit; a sentence is.
        with suppress(TimeoutError):
            left = self._opened_at + PACE_SECONDS - self._loop.time()
            await asyncio.wait_for(self._begun.wait(), left)
        self._news.clear()
        return not self._over.is_set()

    async def _edit(self) -> float:
        """Show what has come; returns for how long to leave Discord alone."""
        text = self._text
        if text == self._shown:
            return 0.0
        begun, self._shown = self._loop.time(), text
        try:
            await self.reply.rewrite(text)
        except discord.RateLimited as error:
            return error.retry_after
        except FAILED as error:
            log.info("A draft did not arrive: %s", error)
            return HOLD_SECONDS
        self._free_at = self._loop.time() + PACE_SECONDS
        # What took long was held back by a rate limit, of which it is better to keep clear.
        return max(self._pace(), self._loop.time() - begun)

    @property
    def written(self) -> bool:
        """Whether there is more to show than a line."""
        return bool(self._sentences)

    @property
    def _text(self) -> str:
        if not self.written:
            return self._line
        return draft(self._sentences, self._asked, self._words)

    def _pace(self) -> float:
        """How long until the next edit, so that those in the channel take turns.

        What is being written has half of what Discord takes, however many wait in the queue.
        """
        here = [one for one in self._growing if one.reply.channel_id == self.reply.channel_id]
        alike = [one for one in here if one.written == self.written]
        return PACE_SECONDS * max(1, len(alike)) * (1 if len(alike) == len(here) else 2)
