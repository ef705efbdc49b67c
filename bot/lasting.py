"""Buttons and menus that outlive a restart: their custom id says all that they need."""

import re
from typing import Any, Self, TypeVar

import discord

Shown = TypeVar("Shown", bound=discord.ui.Item[Any])


class Lasting(discord.ui.DynamicItem[Shown], template=r"(?!)"):
    """An item that is made again from its custom id alone, whenever it is used."""

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003  (discord.py hands them over)
        item: discord.ui.Item[Any],  # noqa: ARG003  (the same)
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the item again, as discord.py asks for it."""
        return cls.named(match)

    @classmethod
    def named(cls, match: re.Match[str], /) -> Self:
        """Make the item that a custom id, found to fit the template, names."""
        raise NotImplementedError
