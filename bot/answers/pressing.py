"""What all buttons under answers have in common once they are pressed."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import discord

from bot.answers.buttons import GONE
from bot.faults import tell
from retrieval.errors import NewsdeskError
from retrieval.transcript import Kept

if TYPE_CHECKING:
    from bot.client import NewsBot

Given = ParamSpec("Given")
Holder = TypeVar("Holder")
Pressed = Callable[Concatenate[Holder, "discord.Interaction[NewsBot]", Given], Awaitable[None]]

LOOK_UP_SECONDS = 2.0
"""Discord waits three for the first sign, and shows only then whether others see it."""


class AnswerGone(NewsdeskError):
    """The answer under which something was pressed is kept no longer, or is another guild's."""

    def __init__(self) -> None:
        super().__init__(GONE)


async def kept(interaction: "discord.Interaction[NewsBot]", answer_id: int) -> Kept:
    """The answer that a button names, if it was given where the button was pressed."""
    bot = interaction.client
    library = bot.library(interaction.guild_id, interaction.user.id)
    async with asyncio.timeout(LOOK_UP_SECONDS):
        found = await asyncio.to_thread(bot.desk.transcript.kept, answer_id, library)
    if found is None:
        raise AnswerGone
    return found


def pressed(handle: "Pressed[Holder, Given]") -> "Callable[..., Any]":
    """Let what goes wrong after a button was pressed end in a private sentence.

    Discord's library would only log it.
    """

    @wraps(handle)
    async def handled(
        self: Holder,
        interaction: "discord.Interaction[NewsBot]",
        *args: Given.args,
        **kwargs: Given.kwargs,
    ) -> None:
        try:
            await handle(self, interaction, *args, **kwargs)
        except Exception as error:
            await tell(interaction, error)

    return handled
