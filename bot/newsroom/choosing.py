"""A card that lets a person choose among the feeds of a site."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord

from bot.delivery.reaching import FAILED
from bot.delivery.replies import Reply
from bot.faults import tell
from bot.markup import pages, safe
from bot.words import IN_ENGLISH, Words
from ingest.formats.discovery import FeedLink
from ingest.text import one_line

log = logging.getLogger(__name__)

MOST = 25
"""Discord's own limit on what a menu offers."""

LONGEST = 100
MINUTES = 14
"""Discord lets us change an answer to a command for a quarter of an hour."""

Chosen = Callable[[discord.Interaction[Any], str], Awaitable[None]]


class FeedChoice(discord.ui.LayoutView):
    """The feeds found at an address, in a menu for who asked; others get a sentence."""

    def __init__(
        self,
        address: str,
        choices: Sequence[FeedLink],
        asker: int,
        reply: Reply,
        chosen: Chosen,
        words: Words = IN_ENGLISH,
    ) -> None:
        super().__init__(timeout=MINUTES * 60)
        self._choices = tuple(choices[:MOST])
        self._asker = asker
        self._reply = reply
        self._chosen = chosen
        self._words = words
        self._found = words(
            "**{address}** has {n} feeds.", address=safe(_shortened(address)), n=len(choices)
        )
        asked = words("Which one is to be followed?")
        self.add_item(discord.ui.TextDisplay(f"{self._found} {asked}"))
        row: discord.ui.ActionRow[FeedChoice] = discord.ui.ActionRow(self._menu())
        self.add_item(row)

    def _menu(self) -> discord.ui.Select["FeedChoice"]:
        menu: discord.ui.Select[FeedChoice] = discord.ui.Select(
            placeholder=self._words("Choose a feed")
        )
        for number, link in enumerate(self._choices):
            # An address may be longer than Discord lets a value be.
            menu.add_option(
                label=one_line(link.title)[:LONGEST] or _shortened(link.url),
                value=str(number),
                description=_shortened(link.url) if link.title else None,
            )

        async def callback(interaction: discord.Interaction[Any]) -> None:
            await self._chosen(interaction, self._choices[int(menu.values[0])].url)

        menu.callback = callback  # type: ignore[method-assign]  # discord.py's own way
        return menu

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let the person who asked choose, and nobody else."""
        if interaction.user.id == self._asker:
            return True
        words = interaction.client.words(interaction, private=True)
        sentence = words("Only who asked may choose; use `/feeds add` yourself.")
        await interaction.response.send_message(sentence, ephemeral=True)
        return False

    async def on_error(
        self,
        interaction: discord.Interaction[Any],
        error: Exception,
        item: discord.ui.Item[Any],  # noqa: ARG002  (discord.py hands it over)
        /,
    ) -> None:
        """Answer privately; discord.py would only log what goes wrong here."""
        await tell(interaction, error)

    async def on_timeout(self) -> None:
        """Take the menu away: Discord would say of a choice made now that it failed."""
        over = discord.ui.LayoutView(timeout=None)
        again = self._words("Use `/feeds add` to choose again.")
        over.add_item(discord.ui.TextDisplay(f"{self._found} {again}"))
        try:
            await self._reply.show(over, self.plain())
        except FAILED as error:
            log.info("A menu could not be taken away: %s", error)

    def plain(self) -> list[str]:
        """The same for where a card cannot be shown."""
        listed = "\n".join(f"- {safe(link.url)}" for link in self._choices)
        head = self._words("Several feeds were found; give one of these to `/feeds add`:")
        return pages(f"{head}\n{listed}")


def _shortened(address: str) -> str:
    """The end of an address tells feeds of one site apart."""
    bare = address.partition("://")[2] or address
    return bare if len(bare) <= LONGEST else f"…{bare[1 - LONGEST :]}"
