"""Messages taken on to be answered: each of them once, also after a crash or a lost event."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord

from bot.delivery.reaching import unreached
from bot.delivery.replies import Reply
from retrieval.mentions import Mention, Mentions

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claim:
    """A message taken on: what is known of it, and where our reply to it is written down."""

    mention: Mention
    kept: Mentions

    async def stands(self, reply: int, room: int) -> None:
        """Remember our reply, so that a restart goes on in it instead of posting another."""
        await asyncio.to_thread(self.kept.stands, self.mention.message, reply, room)


class Taken:
    """Who asks for a message gets it once; one whose answer did not go out may be had again."""

    def __init__(self, kept: Mentions) -> None:
        self._kept = kept
        self._at_work: set[int] = set()

    @asynccontextmanager
    async def taking(self, message: discord.Message) -> AsyncIterator[Claim | None]:
        """Hold a message while it is answered; None when that is done or being done elsewhere.

        It counts as done at the end, unless Discord could not be reached or we were cut short.
        """
        if message.id in self._at_work:
            yield None
            return
        self._at_work.add(message.id)
        try:
            mention = await asyncio.to_thread(self._kept.take, message.id, message.channel.id)
            if mention is None:
                yield None
                return
            yield Claim(mention, self._kept)
            await asyncio.to_thread(self._kept.finish, message.id)
        except Exception as error:
            if not unreached(error):
                raise
            log.info("The answer to %s did not go out; it is tried again: %s", message.id, error)
        finally:
            self._at_work.discard(message.id)

    async def put_off(self, message: discord.Message) -> None:
        """Take a message on that cannot be answered yet."""
        await asyncio.to_thread(self._kept.take, message.id, message.channel.id)

    @asynccontextmanager
    async def holding(self, reply: Reply) -> AsyncIterator[None]:
        """Remember that a command is being answered for all to see, until it is.

        It cannot be answered after a crash, as nothing keeps its words, but what stands there then
        can say so. What a message asked is held by `taking`.
        """
        command, room = reply.command, reply.channel_id
        if command is None or room is None:
            yield
            return
        self._at_work.add(command)
        try:
            await asyncio.to_thread(self._begin, command, room, reply.message_id)
            yield
            await asyncio.to_thread(self._kept.finish, command)
        finally:
            self._at_work.discard(command)

    def _begin(self, command: int, room: int, reply: int) -> None:
        self._kept.take(command, room)
        self._kept.stands(command, reply, room)

    async def unfinished(self) -> list[Mention]:
        """Messages taken on by an earlier process, or whose answer did not go out."""
        kept = await asyncio.to_thread(self._kept.unfinished)
        return [mention for mention in kept if mention.message not in self._at_work]

    async def give_up(self, mention: Mention) -> None:
        """Hold a message for done, though it was not answered."""
        await asyncio.to_thread(self._kept.finish, mention.message)
