"""Blocks of Markdown as one card."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.answers.cards import CARD_LIMIT, COLOURS
from bot.delivery.replies import Picture
from retrieval.answers import Status


def boxed(
    blocks: Sequence[str],
    *rows: discord.ui.ActionRow[discord.ui.LayoutView],
    picture: Picture | None = None,
) -> discord.ui.LayoutView | None:
    """The blocks with what is to be pressed below them; None when they hold more than a card can.

    `picture` is attached to the message, and shown between.
    """
    if sum(map(len, blocks)) > CARD_LIMIT:
        return None
    box: discord.ui.Container[Any] = discord.ui.Container(accent_colour=COLOURS[Status.ANSWERED])
    for place, block in enumerate(blocks):
        if place:
            box.add_item(discord.ui.Separator(visible=False))
        box.add_item(discord.ui.TextDisplay(block))
    if picture:
        gallery: discord.ui.MediaGallery[Any] = discord.ui.MediaGallery()
        gallery.add_item(media=f"attachment://{picture.name}", description=picture.described)
        box.add_item(gallery)
    for row in rows:
        box.add_item(row)
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(box)
    return view
