"""The one message a question gets: a line while work goes on, then the answer in its place."""

import io
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.delivery.lanes import lane
from bot.delivery.reaching import FAILED, gone, persistently
from bot.words import IN_ENGLISH

if TYPE_CHECKING:
    from bot.delivery.taken import Claim

log = logging.getLogger(__name__)

TOKEN_OVER = {50027, 10015}
"""Discord's codes for an interaction that it takes no more edits of."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A file to attach, and what it shows in words, for who cannot see it."""

    name: str
    content: bytes
    described: str

    def file(self) -> discord.File:
        """The file for one request, which uses it up."""
        return discord.File(io.BytesIO(self.content), self.name, description=self.described)


def _attached(picture: Picture | None) -> dict[str, Any]:
    return {"attachments": [picture.file()]} if picture else {}


def _row(buttons: Sequence[discord.ui.Item[Any]]) -> discord.ui.View | None:
    if not buttons:
        return None
    view = discord.ui.View(timeout=None)
    for button in buttons:
        view.add_item(button)
    return view


async def _posted(room: Any, *said: str, **shown: Any) -> discord.Message:  # noqa: ANN401, any that takes messages
    async def post() -> discord.Message:
        async with lane(room.id, "posts"):
            sent: discord.Message = await room.send(*said, **shown, suppress_embeds=True)
            return sent

    return await persistently(post)


class Reply:
    """A message of ours that is rewritten until it is the answer."""

    def __init__(
        self,
        room: Any,  # noqa: ANN401, any of the dozen kinds of channel that take messages
        message_id: int,
        interaction: discord.Interaction | None = None,
        *,
        private: bool = False,
        kept: bool = False,
    ) -> None:
        """Stand for a message; `kept` when an answer that is cut short comes after a restart."""
        self.message_id = message_id
        self.kept = kept
        self.words = IN_ENGLISH
        self._private = private
        self._room = room
        self._interaction = interaction
        self._left = self._over = False
        self._further = 0

    @property
    def command(self) -> int | None:
        """The id of the interaction that is answered, if others see the answer."""
        return None if self._interaction is None or self._private else self._interaction.id

    @property
    def channel_id(self) -> int | None:
        """The channel that the message stands in, where it is known."""
        return getattr(self._room, "id", None)

    @classmethod
    async def to_message(
        cls,
        message: discord.Message,
        line: str,
        claim: "Claim | None" = None,
        room: Any = None,  # noqa: ANN401, as above
        *,
        nonce: int | None = None,
    ) -> Self:
        """Reply under a message with a first line, or in a `room` of its own, such as a thread.

        With the `claim` on the message, the reply that stands since before a restart is taken up.
        """
        place: Any = room or message.channel
        if claim is not None and claim.mention.reply and claim.mention.room == place.id:
            reply = cls(place, claim.mention.reply, kept=True)
            await reply.say(line)
            return reply
        # The message may be deleted by now, which is no reason to stay silent.
        origin = message.to_reference(fail_if_not_exists=False)
        referred = {"reference": origin} if place.id == message.channel.id else {}
        # The nonce keeps a second try from posting a second reply.
        sent = await _posted(place, line, nonce=nonce or message.id, **referred)
        if claim is not None:
            await claim.stands(sent.id, place.id)
        return cls(place, sent.id, kept=claim is not None)

    @classmethod
    async def to_interaction(cls, interaction: discord.Interaction, *, private: bool) -> Self:
        """Take the interaction on; Discord shows that we are at work."""
        taken = await interaction.response.defer(thinking=True, ephemeral=private)
        message_id = taken.message_id if taken else None
        if message_id is None:
            message_id = (await interaction.original_response()).id
        return cls(interaction.channel, message_id, interaction, private=private)

    @classmethod
    async def to_channel(cls, channel: Any, line: str, nonce: int) -> Self:  # noqa: ANN401, as above
        """Post a first line in a channel; the same nonce posts it once."""
        sent = await _posted(channel, line, nonce=nonce)
        return cls(channel, sent.id)

    async def say(self, line: str, buttons: discord.ui.View | None = None) -> None:
        """Show how far the work is; a line that does not arrive is not worth failing for."""
        try:
            await self._edit(content=line, view=buttons)
        except FAILED as error:
            log.info("A progress line did not arrive: %s", error)

    async def rewrite(self, draft: str) -> None:
        """Show what is written so far, unless we have taken leave; raises one of FAILED."""
        if not self._left:
            await self._edit(content=draft)

    async def leave(self, line: str) -> None:
        """Say a last line, which no draft takes the place of, unless the answer stands."""
        self._left = True
        if not self._over:
            await self.say(line)

    async def withdraw(self) -> None:
        """Delete a message that nothing came of; one that stays is not worth failing for."""
        with suppress(*FAILED):
            await self._room.get_partial_message(self.message_id).delete()

    async def show(
        self,
        view: discord.ui.LayoutView | None,
        pages: Sequence[str],
        picture: Picture | None = None,
        *,
        more: Sequence[discord.ui.LayoutView] = (),
        buttons: Sequence[discord.ui.Item[Any]] = (),
    ) -> None:
        """Put the answer in place: the card, or the pages where a card cannot be shown.

        The `picture` is attached, for the card to show; pages go without it, and with the `buttons`
        that the card has. `more` are cards that follow.
        """
        if view is not None:
            try:
                await persistently(
                    lambda: self._edit(content=None, view=view, **_attached(picture))
                )
            except discord.HTTPException as error:
                if error.status != 400:
                    raise
                log.warning("Discord did not take a card, so it goes out plain: %s", error)
            else:
                self._over = True
                for one in more:
                    await self._follow(view=one)
                return
        await self.write(pages, buttons)

    async def write(
        self, pages: Sequence[str], buttons: Sequence[discord.ui.Item[Any]] = ()
    ) -> None:
        """Put plain text in place, in as many messages as it takes; the last has the buttons."""
        first, *more = pages
        last = _row(buttons)
        await persistently(lambda: self._edit(content=first, view=None if more else last))
        self._over = True
        for page in more[:-1]:
            await self._follow(content=page)
        for page in more[-1:]:
            await self._follow(content=page, **({"view": last} if last else {}))

    async def _edit(self, **changes: Any) -> None:  # noqa: ANN401, as discord.py types them
        with self._unless_gone():
            if not await self._as_asked(lambda asked: asked.edit_original_response(**changes)):
                # A partial message keeps its flags; Message.edit brings link previews back.
                async with lane(self.channel_id, "edits"):
                    await self._room.get_partial_message(self.message_id).edit(**changes)

    @contextmanager
    def _unless_gone(self) -> Iterator[None]:
        """Do something where the message stands, if it does."""
        try:
            yield
        except discord.NotFound as error:
            if not gone(error):
                raise
            # Who may delete our message, or its channel, does not want it there: it is not posted
            # anew.
            log.info("Somebody deleted the answer %s before it was there.", self.message_id)

    async def _as_asked(self, request: Callable[[discord.Interaction], Awaitable[object]]) -> bool:
        """Go by the interaction, while it lasts; what is private cannot be shown otherwise."""
        interaction = self._interaction
        if interaction is None or (interaction.is_expired() and not self._private):
            return False
        try:
            await request(interaction)
        except discord.HTTPException as error:
            # Discord's clock counts, not ours.
            if error.code not in TOKEN_OVER:
                raise
            if self._private:
                log.info("The answer %s came too late to be shown in private.", self.message_id)
            return self._private
        return True

    async def _follow(self, **shown: Any) -> None:  # noqa: ANN401, as discord.py types them
        """Post a further message, as a reply to the first, so that who replies to it is known."""
        private = self._private
        if await persistently(
            lambda: self._as_asked(lambda asked: asked.followup.send(**shown, ephemeral=private))
        ):
            return
        room, first = self._room, self._room.get_partial_message(self.message_id)
        origin = first.to_reference(fail_if_not_exists=False)
        self._further += 1
        # As above: a second try posts no second page.
        nonce = f"{self.message_id}-{self._further}"
        with self._unless_gone():
            await _posted(room, **shown, reference=origin, nonce=nonce)
