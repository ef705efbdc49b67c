"""The one message a question gets: a line while work goes on, then the answer in its place."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Self, TypeVar

import aiohttp
import discord

log = logging.getLogger(__name__)

T = TypeVar("T")
TRIES = 3
FIRST_WAIT = 0.5
DELETED = 10008
FAILED = (discord.DiscordException, aiohttp.ClientError, OSError)
"""What a request to Discord may end in, a rate limit of minutes among it."""


async def persistently(call: Callable[[], Awaitable[T]]) -> T:
    """Call Discord again when it was away for a moment: discord.py gives up on these at once."""
    for attempt in range(1, TRIES):
        try:
            return await call()
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            if isinstance(error, discord.HTTPException) and error.status < 500:
                raise
            log.info("Discord did not take that (%s); trying again.", error)
        # Jitter, so that many waiting answers do not come back in one wave.
        await asyncio.sleep(FIRST_WAIT * 2**attempt * random.uniform(0.5, 1))
    return await call()


class Reply:
    """A message of ours that is rewritten until it is the answer."""

    def __init__(
        self,
        room: Any,  # noqa: ANN401, any of the dozen kinds of channel that take messages
        message_id: int,
        interaction: discord.Interaction | None = None,
        *,
        private: bool = False,
    ) -> None:
        self.message_id = message_id
        self._private = private
        self._room = room
        self._interaction = interaction
        self._left = False

    @property
    def channel_id(self) -> int | None:
        """The channel that the message stands in, where it is known."""
        return getattr(self._room, "id", None)

    @classmethod
    async def to_message(cls, message: discord.Message, line: str) -> Self:
        """Reply under a message with a first line."""
        # The message may be deleted by now, which is no reason to stay silent.
        origin = message.to_reference(fail_if_not_exists=False)
        sent = await persistently(
            # The nonce keeps a second try from posting a second reply.
            lambda: message.channel.send(
                line, reference=origin, nonce=message.id, suppress_embeds=True
            )
        )
        return cls(message.channel, sent.id)

    @classmethod
    async def to_interaction(cls, interaction: discord.Interaction, *, private: bool) -> Self:
        """Take the interaction on; Discord shows that we are at work."""
        taken = await interaction.response.defer(thinking=True, ephemeral=private)
        message_id = taken.message_id if taken else None
        if message_id is None:
            message_id = (await interaction.original_response()).id
        return cls(interaction.channel, message_id, interaction, private=private)

    async def say(self, line: str) -> None:
        """Show how far the work is; a line that does not arrive is not worth failing for."""
        try:
            await self._edit(content=line)
        except FAILED as error:
            log.info("A progress line did not arrive: %s", error)

    async def rewrite(self, draft: str) -> None:
        """Show what is written so far, unless we have taken leave; raises one of FAILED."""
        if not self._left:
            await self._edit(content=draft)

    async def leave(self, line: str) -> None:
        """Say a last line, which no draft takes the place of."""
        self._left = True
        await self.say(line)

    async def show(self, view: discord.ui.LayoutView | None, pages: Sequence[str]) -> None:
        """Put the answer in place: the card, or the pages where a card cannot be shown."""
        if view is not None:
            try:
                await persistently(lambda: self._edit(content=None, view=view))
            except discord.HTTPException as error:
                if error.status != 400:
                    raise
                log.warning("Discord did not take a card, so it goes out plain: %s", error)
            else:
                return
        await self.write(pages)

    async def write(self, pages: Sequence[str]) -> None:
        """Put plain text in place, in as many messages as it takes."""
        first, *more = pages
        await persistently(lambda: self._edit(content=first))
        for page in more:
            await self._follow(page)

    async def _edit(self, **changes: Any) -> None:  # noqa: ANN401, as discord.py types them
        try:
            if self._interaction is not None and not self._interaction.is_expired():
                await self._interaction.edit_original_response(**changes)
            else:
                # A partial message keeps its flags; Message.edit brings link previews back.
                await self._room.get_partial_message(self.message_id).edit(**changes)
        except discord.NotFound as error:
            if error.code != DELETED:
                raise
            log.info("Somebody deleted the answer %s before it was there.", self.message_id)

    async def _follow(self, page: str) -> None:
        interaction = self._interaction
        if interaction is not None and not interaction.is_expired():
            await persistently(lambda: interaction.followup.send(page, ephemeral=self._private))
            return
        await persistently(lambda: self._room.send(page, suppress_embeds=True))
